/** Every migration in order. One that was merged is never edited. */
import { People0001 } from './0001-people.js'
import { Activities0002 } from './0002-activities.js'
import { Talk0003 } from './0003-talk.js'
import { Outbox0004 } from './0004-outbox.js'
import { Staff0005 } from './0005-staff.js'
import { Under140007 } from './0007-under-14.js'
import { Notices0008 } from './0008-notices.js'
import { OfficialRegions0009 } from './0009-official-regions.js'
import { Masking0010 } from './0010-masking.js'
import { AccessLog0011 } from './0011-access-log.js'
import { DataKeys0012 } from './0012-data-keys.js'
import { Forgotten0012 } from './0012-forgotten.js'
import { Linking0013 } from './0013-linking.js'
import { Console0014 } from './0014-console.js'
import { ExactTitles0015 } from './0015-exact-titles.js'
import { ClosedMonths0016 } from './0016-closed-months.js'
import { RepeatedTokens0018 } from './0018-repeated-tokens.js'
import { Acting0022 } from './0022-acting.js'
import { ProgramReads0024 } from './0024-program-reads.js'
import { GroupSizes0032 } from './0032-group-sizes.js'
import { Replies0040 } from './0040-replies.js'
import { RequestAnswers0042 } from './0042-request-answers.js'
import { AsUnderstood0043 } from './0043-as-understood.js'
import { ShortSearches0044 } from './0044-short-searches.js'
import { Overnight0045 } from './0045-overnight.js'
import { ProgramOrigins0046 } from './0046-program-origins.js'
import { TurnsByMonth0047 } from './0047-turns-by-month.js'
import { Conversations0048 } from './0048-conversations.js'
import { PromisedReplies0049 } from './0049-promised-replies.js'
import { UrgentRequests0050 } from './0050-urgent-requests.js'
import { DerivedCsrf0060 } from './0060-derived-csrf.js'
import { Attendance0070 } from './0070-attendance.js'
import { Disputes0071 } from './0071-disputes.js'
import { CalledOff0080 } from './0080-called-off.js'
import { CountedTogether0081 } from './0081-counted-together.js'
import { Moves0082 } from './0082-moves.js'
import { WaitingList0090 } from './0090-waiting-list.js'

export const migrations = [
  People0001,
  Activities0002,
  Talk0003,
  Outbox0004,
  Staff0005,
  Under140007,
  Notices0008,
  OfficialRegions0009,
  Masking0010,
  AccessLog0011,
  DataKeys0012,
  Forgotten0012,
  Linking0013,
  Console0014,
  ExactTitles0015,
  ClosedMonths0016,
  RepeatedTokens0018,
  Acting0022,
  ProgramReads0024,
  GroupSizes0032,
  Replies0040,
  RequestAnswers0042,
  AsUnderstood0043,
  ShortSearches0044,
  Overnight0045,
  ProgramOrigins0046,
  TurnsByMonth0047,
  Conversations0048,
  PromisedReplies0049,
  UrgentRequests0050,
  DerivedCsrf0060,
  Attendance0070,
  Disputes0071,
  CalledOff0080,
  CountedTogether0081,
  Moves0082,
  WaitingList0090,
]
