/** Every service, built once and joined. Doors get this and nothing below it. */
import type { Regions } from '../domain/region.js'
import type { TalkTalkClient } from '../messengers/talktalk/client.js'
import type { Alert } from '../platform/alert.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import type { Templates } from '../platform/templates.js'
import { createAccessStore } from '../storage/access-store.js'
import { createAccountStore } from '../storage/account-store.js'
import { createApplicationStore } from '../storage/application-store.js'
import { createConversationStore } from '../storage/conversation-store.js'
import { createDemoStore } from '../storage/demo-store.js'
import { createLinkingStore } from '../storage/linking-store.js'
import { createOrganisationStore } from '../storage/organisation-store.js'
import { createOutboxStore } from '../storage/outbox-store.js'
import { createProgramStore } from '../storage/program-store.js'
import { createRecordStore } from '../storage/record-store.js'
import { createRemaskingStore } from '../storage/remasking-store.js'
import { createRequestStore } from '../storage/request-store.js'
import { createRetentionStore } from '../storage/retention-store.js'
import { createStaffStore } from '../storage/staff-store.js'
import { createTokenStore } from '../storage/token-store.js'
import type { Transactions } from '../storage/transaction.js'
import { createTurnStore } from '../storage/turn-store.js'
import { createVolunteerStore } from '../storage/volunteer-store.js'
import { type AccessLog, createAccessLog } from './access-log.js'
import { type Accounts, createAccounts } from './accounts.js'
import { type Agents, createAgents } from './agents.js'
import { createAllowances } from './allowances.js'
import { type Applications, createApplications } from './applications.js'
import { type Conversations, createConversations } from './conversations.js'
import { createDeliveries, type Deliveries } from './deliveries.js'
import { createDemo, type Demo } from './demo.js'
import { createEntry, type Entry } from './entry.js'
import { createLinking, type Linking } from './linking.js'
import { loadMasker } from './masking.js'
import { createNoticeDesk, type NoticeDesk } from './notice-desk.js'
import { createNotices } from './notices.js'
import { createOrganisations, type Organisations } from './organisations.js'
import { createOrganising, type Organising } from './organising.js'
import { createOwnData, type OwnData } from './own-data.js'
import { createPhone, type Phone, type PhoneLine } from './phone.js'
import { createPrograms, type Programs } from './programs.js'
import { createRecords, type Records } from './records.js'
import { loadRegions } from './regions.js'
import { createRemasking, type Remasking } from './remasking.js'
import { createRequests, type Requests } from './requests.js'
import { createRetention, type Keep, type Retention, USUAL_KEEP } from './retention.js'
import { createStaff, type Staff } from './staff.js'
import { createTranscripts, type Transcripts } from './transcripts.js'

export type { Tx } from '../storage/transaction.js'

export interface Services {
  /** One transaction for one fact: every service takes the transaction it is given. */
  readonly transactions: Transactions
  readonly accessLog: AccessLog
  readonly accounts: Accounts
  readonly agents: Agents
  readonly applications: Applications
  readonly conversations: Conversations
  readonly deliveries: Deliveries
  readonly demo: Demo
  readonly entry: Entry
  readonly noticeDesk: NoticeDesk
  readonly linking: Linking
  readonly organisations: Organisations
  readonly organising: Organising
  readonly phone: Phone
  readonly programs: Programs
  readonly records: Records
  readonly requests: Requests
  readonly remasking: Remasking
  readonly retention: Retention
  readonly ownData: OwnData
  /** The places of Korea by their official names. */
  readonly regions: Regions
  readonly staff: Staff
  readonly transcripts: Transcripts
}

export interface ServiceParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly clock: Clock
  /** Words of the notices, `<kind>.text` and `<kind>.button-<n>`. */
  readonly noticeWords: Templates
  /** How people reach this service, without a trailing slash. */
  readonly publicUrl: () => string
  readonly isHoliday: (day: string) => boolean
  /** How long it stays known who looked at whose data; 24. */
  readonly keepAccessLogMonths?: number
  /** How long conversations are kept; 180 days, originals of what was masked 30, answers for repeats 24 hours. */
  readonly keep?: Keep
  /** Who sends to phones; unset: nobody, and notices wait. */
  readonly phone?: PhoneLine | undefined
  readonly talktalk?: TalkTalkClient | undefined
  /** Told of what is refused in the chat. */
  readonly log?: Log
  readonly alert?: Alert
}

export function createServices(parts: ServiceParts): Services {
  const { transactions, cipher, clock, isHoliday } = parts
  const masker = loadMasker()
  const stores = {
    accessStore: createAccessStore(),
    accountStore: createAccountStore(),
    applicationStore: createApplicationStore(),
    conversationStore: createConversationStore(),
    demoStore: createDemoStore(),
    linkingStore: createLinkingStore(),
    organisationStore: createOrganisationStore(),
    outboxStore: createOutboxStore(),
    programStore: createProgramStore(),
    recordStore: createRecordStore(),
    requestStore: createRequestStore(),
    remaskingStore: createRemaskingStore(),
    retentionStore: createRetentionStore(),
    staffStore: createStaffStore(),
    tokenStore: createTokenStore(),
    turnStore: createTurnStore(),
    volunteerStore: createVolunteerStore(cipher),
  }
  const accessLog = createAccessLog({ ...stores, cipher, clock, keptMonths: parts.keepAccessLogMonths ?? 24 })
  const entry = createEntry({ ...stores, accessLog, cipher, clock })
  const notices = createNotices({ cipher, clock })
  const applications = createApplications({ ...stores, notices, clock })
  const regions = loadRegions()
  const ownData = createOwnData({ ...stores, accessLog, cipher, clock })
  return {
    transactions,
    accessLog,
    accounts: createAccounts({ ...stores, ownData, clock }),
    agents: createAgents({ ...stores, cipher, masker, clock, isHoliday }),
    applications,
    conversations: createConversations({ ...stores, accessLog, cipher }),
    deliveries: createDeliveries({
      ...stores,
      transactions,
      cipher,
      clock,
      talktalk: parts.talktalk,
      log: parts.log,
      alert: parts.alert,
    }),
    demo: createDemo({ ...stores, clock }),
    entry,
    noticeDesk: createNoticeDesk({ clock }),
    linking: createLinking({
      ...stores,
      allowances: createAllowances({ ...stores, cipher, clock }),
      notices,
      cipher,
      clock,
    }),
    organisations: createOrganisations({ ...stores, clock }),
    organising: createOrganising({ ...stores, accessLog, applications, regions, cipher, clock }),
    phone: createPhone({ ...parts, ...stores, entry, words: parts.noticeWords, line: parts.phone }),
    programs: createPrograms({ ...stores, clock }),
    records: createRecords(stores),
    requests: createRequests({ ...stores, accessLog, cipher, clock, isHoliday }),
    ownData,
    regions,
    remasking: createRemasking({ ...stores, transactions, cipher, masker }),
    retention: createRetention({ ...stores, transactions, clock, keep: parts.keep ?? USUAL_KEEP }),
    staff: createStaff({ ...stores, accessLog, cipher, clock }),
    transcripts: createTranscripts({ ...stores, cipher, masker }),
  }
}
