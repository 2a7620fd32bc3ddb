/** What can go wrong in the area "feature". */
export const feature = {};
