/** What can go wrong in the area "design". */
export const design = {};
