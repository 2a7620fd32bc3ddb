/** What can go wrong in the area "artifact". */
export const artifact = {};
