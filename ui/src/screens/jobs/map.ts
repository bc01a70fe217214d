/** Where a tap on an address leads: the phone's own map where there is one, else a map page. */
export function mapLink(address: string, userAgent: string): string {
  const place = encodeURIComponent(address);
  if (/Android/i.test(userAgent)) return `geo:0,0?q=${place}`;
  if (/iPhone|iPad|Macintosh/i.test(userAgent)) return `https://maps.apple.com/?q=${place}`;
  return `https://uri.amap.com/search?keyword=${place}`;
}
