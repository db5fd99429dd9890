/** The portals that programs and records come from, and what can be done with each of them from here. */

export const PORTAL_NAMES = ['own', 'dovol', '1365', 'vms'] as const
/** `own`: what our organisations make. */
export type PortalName = (typeof PORTAL_NAMES)[number]
/** Where programs stand beside ours. */
export const OTHER_PORTALS = ['dovol', '1365', 'vms'] as const
export type OtherPortal = (typeof OTHER_PORTALS)[number]

/** `search`: its programs are found here. `records`: the time given there is counted here without anybody entering it. */
export const PORTAL_ACTS = ['search', 'apply', 'cancel', 'records'] as const
export type PortalAct = (typeof PORTAL_ACTS)[number]

export interface Portal {
  /** What cannot be done here is done on the portal's own page. */
  readonly can: Readonly<Record<PortalAct, boolean>>
  /** Where the portal itself shows this program to people; ours have no such pages. */
  page(externalId: string): string | null
}
interface Elsewhere extends Portal {
  page(externalId: string): string
}

const EVERYTHING = { search: true, apply: true, cancel: true, records: true }
const ONLY_SEARCH = { search: true, apply: false, cancel: false, records: false }

/** The addresses are those which the open API of each portal names. */
export const PORTALS: Readonly<{ own: Portal } & Record<OtherPortal, Elsewhere>> = {
  own: { can: EVERYTHING, page: () => null },
  dovol: {
    can: ONLY_SEARCH,
    page: id => `https://www.youth.go.kr/youth/dvl/ey/vlntwkAct/vlntwkActRcritDtl.yt?kProgrmSn=${id}`,
  },
  '1365': {
    can: ONLY_SEARCH,
    page: id => `https://www.1365.go.kr/vols/P9210/partcptn/timeCptn.do?type=show&progrmRegistNo=${id}`,
  },
  vms: { can: ONLY_SEARCH, page: id => `https://www.vms.or.kr/partspace/recruitView.do?seq=${id}` },
}
