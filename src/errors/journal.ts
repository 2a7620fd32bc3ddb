/** What can go wrong in the area "journal". */
export const journal = {};
