/** What can go wrong in the area "cli". */
export const cli = {};
