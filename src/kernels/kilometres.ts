const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/**
 * Distance on the surface of the earth between two places in degrees, in kilometres; NaN where one of the numbers is.
 *
 * On a sphere of the mean radius: off by 0.5 % at most. Source: Sinnott 1984, "Virtues of the haversine".
 */
export function kilometres(
  latitudeA: number,
  longitudeA: number,
  latitudeB: number,
  longitudeB: number,
): number {
  const north = Math.sin(((latitudeB - latitudeA) * RADIANS) / 2);
  const east = Math.sin(((longitudeB - longitudeA) * RADIANS) / 2);
  const h = north * north + Math.cos(latitudeA * RADIANS) * Math.cos(latitudeB * RADIANS) * east * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
