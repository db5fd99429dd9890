/** Photos and films in KakaoTalk: a skill call has no field for them, so they arrive as their addresses in the text. */

const LIST = /^List\(([\s\S]*)\)$/
const MEDIA = /\.(?:jpe?g|png|gif|webp|heic|heif|bmp|mp4|mov|m4v|avi|webm|m4a|mp3|amr)$/i
/** Where KakaoTalk keeps what people send; pages of Kakao (maps, channels) are elsewhere. */
const KEPT_BY_KAKAO = /^(?:dn|th|mud|k)[a-z0-9.-]*\.(?:kakao\.com|kakao\.co\.kr|kakaocdn\.net)$/

/** Whether the text is nothing but addresses of pictures, one or `List(…, …)`. They are personal: only that something came may be kept. */
export function isPicture(text: string): boolean {
  const addresses = (LIST.exec(text.trim())?.[1] ?? text).split(/[\s,]+/).filter(part => part !== '')
  return addresses.length > 0 && addresses.every(isOfPicture)
}

function isOfPicture(address: string): boolean {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false
  const { hostname, pathname } = new URL(address)
  return MEDIA.test(pathname) || KEPT_BY_KAKAO.test(hostname)
}
