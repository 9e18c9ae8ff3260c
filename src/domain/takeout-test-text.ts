/** The form of a place in it; this is what Google writes where there is none. */
export const NOWHERE = {
  latitude: 0.0,
  longitude: 0.0,
  altitude: 0.0,
  latitudeSpan: 0.0,
  longitudeSpan: 0.0,
};

/** The JSON that a Google Takeout has beside a photo, with these fields changed or added. */
export function takeoutText(
  title: string,
  fields: Record<string, unknown> = {},
): string {
  const photo = {
    title,
    description: '',
    imageViews: '3',
    creationTime: {
      timestamp: '1563200000',
      formatted: 'Jul 15, 2019, 2:13:20 PM UTC',
    },
    photoTakenTime: {
      timestamp: '1563092430',
      formatted: 'Jul 14, 2019, 8:20:30 AM UTC',
    },
    geoData: NOWHERE,
    geoDataExif: NOWHERE,
    url: 'https://photos.google.com/photo/1',
    ...fields,
  };
  return JSON.stringify(photo, undefined, 2);
}
