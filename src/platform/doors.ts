/** The doors of the service by which its figures are kept: a fixed list, whatever addresses are asked for. */

const DOORS = [
  '/webhooks/kakao',
  '/webhooks/talktalk',
  '/webhooks/solapi',
  '/partner/v1',
  '/console',
  '/simulator',
  '/assets',
  '/certificates',
  '/enter',
  '/link',
  '/my',
  '/livez',
  '/readyz',
  '/metrics',
] as const

/** Everything else: pages that stand alone, and addresses where nothing is. */
const ELSEWHERE = 'other'

export type Door = (typeof DOORS)[number] | typeof ELSEWHERE

export function doorOf(path: string): Door {
  return DOORS.find(door => path === door || path.startsWith(`${door}/`)) ?? ELSEWHERE
}
