/** What can go wrong in the area "serve". */
export const serve = {};
