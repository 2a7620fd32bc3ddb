/** What can go wrong in the area "source". */
export const source = {};
