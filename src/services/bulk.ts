/** Fills a desk's database with as much as asked: how the service behaves with years in it. */
import { randomInt, randomUUID } from 'node:crypto'
import { CATEGORIES } from '../domain/category.js'
import { toJamo } from '../domain/jamo.js'
import type { Cipher } from '../platform/cipher.js'
import { addDays, type Clock } from '../platform/clock.js'
import type { BulkStore, ProgramPattern, SealedVolunteer, TurnPattern } from '../storage/bulk-store.js'
import type { Tx } from '../storage/transaction.js'
import { sealedPerson } from '../storage/volunteer-store.js'

export interface Amounts {
  readonly programs: number
  readonly volunteers: number
  readonly turns: number
}

export interface Bulk {
  /** Adds this much to what is there. Returns what was added: volunteers that were there already are left out. */
  add(tx: Tx, amounts: Amounts): Promise<Amounts>
}

export interface BulkParts {
  readonly bulkStore: BulkStore
  readonly cipher: Cipher
  readonly clock: Clock
}

const VOLUNTEERS_A_STATEMENT = 5000
const TURNS_AN_ACCOUNT = 20

export function createBulk({ bulkStore, cipher, clock }: BulkParts): Bulk {
  const addVolunteers = async (tx: Tx, wanted: number, now: Date) => {
    let added = 0
    for (let begun = 0; begun < wanted; begun += VOLUNTEERS_A_STATEMENT) {
      const size = Math.min(VOLUNTEERS_A_STATEMENT, wanted - begun)
      const people = Array.from({ length: size }, () => anybody(cipher))
      added += await bulkStore.addVolunteers(tx, people, now)
    }
    return added
  }
  return {
    async add(tx, { programs, volunteers, turns }) {
      const now = clock.now()
      await bulkStore.prepare(tx)
      const addedPrograms = await bulkStore.addPrograms(tx, programs, programPatterns(), now)
      const addedVolunteers = await addVolunteers(tx, volunteers, now)
      if (turns > 0) await bulkStore.addAccountsIfNone(tx, Math.ceil(turns / TURNS_AN_ACCOUNT), now)
      const addedTurns = await bulkStore.addTurns(tx, turns, TURNS, now)
      return { programs: addedPrograms, volunteers: addedVolunteers, turns: addedTurns }
    },
  }
}

/** A person who can be nobody: the name of a form's sample, a random birth date, a number that is given to nobody (010-0…). */
function anybody(cipher: Cipher): SealedVolunteer {
  const id = randomUUID()
  const birth = addDays('2003-01-01', randomInt(4000))
  const phone = `0100${String(randomInt(10_000_000)).padStart(7, '0')}`
  return [id, ...sealedPerson(cipher, id, { name: '홍길동', birth, phone })]
}

const PLACES: readonly (readonly [sido: string, sigungu: string | null])[] = [
  ['서울특별시', '마포구'],
  ['경기도', '수원시'],
  ['경기도', '성남시'],
  ['부산광역시', '해운대구'],
  ['대구광역시', '수성구'],
  ['광주광역시', '북구'],
  ['세종특별자치시', null],
  ['강원특별자치도', '춘천시'],
  ['제주특별자치도', '제주시'],
]
const THINGS = [
  '공원 플로깅',
  '도서관 책 정리',
  '어르신 말벗',
  '공부방 도우미',
  '급식소 배식',
  '축제 안내',
  '유기견 산책',
]

/** Every thing at every place, with the categories in turn. */
function programPatterns(): ProgramPattern[] {
  return PLACES.flatMap(([sido, sigungu], place) =>
    THINGS.map((thing, index) => {
      const title = `${sigungu ?? sido} ${thing}`
      const category = CATEGORIES[(place * THINGS.length + index) % CATEGORIES.length]!
      return { title, jamo: toJamo(title), category, sido, sigungu }
    }),
  )
}

function turn(utterance: string, intent: string, step: string, outcome: string, text: string): TurnPattern {
  const reply = JSON.stringify({ replies: [{ kind: 'text', text }], choices: [] })
  return { utterance, intent, flow: intent, step, outcome, reply }
}

const TURNS: readonly TurnPattern[] = [
  turn('이번 주말 수원 봉사 신청할래', 'apply', 'choose', 'asked', '어떤 활동이 좋으세요?'),
  turn('내 신청 확인해줘', 'check', 'list', 'done', '신청한 활동이에요.'),
  turn('토요일 거 취소하고 싶어요', 'cancel', 'confirm', 'asked', '이 활동을 취소할까요?'),
  turn('봉사 시간 몇 시간이야?', 'hours', 'sum', 'done', '지금까지 12시간이에요.'),
  turn('우리 동네 봉사 뭐 있어', 'search', 'list', 'done', '이런 활동이 있어요.'),
  turn('상담원이랑 얘기하고 싶어요', 'agent', 'topic', 'asked', '어떤 일로 찾으세요?'),
  turn('오늘 급식 뭐야', 'oos', 'nearest', 'unsure', '그건 제가 잘 몰라요.'),
]
