/** One utterance, read once: each reading is made when somebody first asks for it, and kept as long as the turn. */
import { plainLetters } from '../platform/clean.js'
import { type Awaited, readAwaited } from './awaited.js'
import type { CareKind } from './care.js'
import type { Decision } from './confidence.js'
import { type Fact, readFact } from './facts.js'
import { featuresOf } from './features.js'
import { normalise } from './korean.js'
import { namesIn, titlesIn } from './names.js'
import { type Parts, readParts } from './parts.js'
import { type Aspect, meansIt, type Reference, readFree, readReference } from './references.js'
import { type Repair, readRepair } from './repairs.js'
import { spellOut } from './short-forms.js'
import type { Slots } from './slots.js'
import {
  asks,
  asksToForget,
  bringsOthers,
  delays,
  forgetsAll,
  keeps,
  ponders,
  reportsTrouble,
  saysWhat,
  slips,
  stops,
  undoes,
  withdraws,
} from './wishes.js'
import { type Answering, readYesNo } from './yes-no.js'

/** Intent, confidence and slots, and what else the words say. */
export interface Heard extends Decision {
  readonly text: string
  readonly slots: Slots
  /** In the form in which slips of the keyboard, slang and laughter are gone. */
  readonly plain: string
  /** What it consists of for whoever compares texts. */
  readonly features: readonly string[]
  /** Whether it is of several wishes, and which. */
  readonly parts: Parts
  /** Each of its wishes, heard by itself. */
  readonly wishes: readonly Heard[]
  /** What it takes back, and what is wanted instead. */
  readonly repair: Repair
  /** What may be names of what is wanted: not the asking, the time, the place or the field. */
  readonly names: readonly string[]
  /** Every stretch that may be a whole title, as letters. */
  readonly titles: readonly string[]
  /** What it refers back to; undefined when it stands on its own. */
  readonly reference: Reference | undefined
  /** Of these any will do. */
  readonly free: readonly Aspect[]
  /** The one thing that was shown last is meant. */
  readonly meansIt: boolean
  /** It says what is looked for, and so needs no sentence before it. */
  readonly saysWhat: boolean
  readonly undoes: boolean
  /** The last deed was not meant. */
  readonly slips: boolean
  readonly withdraws: boolean
  /** Nothing is to be withdrawn: "취소 안 할래". */
  readonly keeps: boolean
  /** What is going on shall stop: a bare "취소". */
  readonly stops: boolean
  readonly asks: boolean
  /** Others are to come along. */
  readonly bringsOthers: boolean
  /** Will be late for something. */
  readonly delays: boolean
  /** Something does not work, or is not as it should be. */
  readonly reportsTrouble: boolean
  /** Neither yes nor no yet. */
  readonly ponders: boolean
  /** The fact of an activity that is asked for. */
  readonly fact: Fact | undefined
  /** What somebody wants to be told of once it happens. */
  readonly awaits: Awaited | undefined
  /** Somebody is in distress or danger: comes before anything else that was said. */
  readonly care: CareKind | undefined
  /** All that is kept shall be forgotten, whatever is being talked about. */
  readonly forgetsAll: boolean
  /** Something shall be forgotten; what, the running question tells. */
  readonly asksToForget: boolean
  /** Yes or no to a question about `act` ("신청"), or to any: see `readYesNo`. */
  answering(act?: string): Answering
}

/** What is known of an utterance already, and how to understand another one. */
export interface Known {
  readonly plain?: string
  readonly features?: readonly string[]
  readonly understand?: (text: string) => Heard
}

/** The utterance with what it was understood as. */
export function hear(
  text: string,
  { slots, care, ...decision }: Decision & { readonly slots: Slots; readonly care?: CareKind | undefined },
  known: Known = {},
): Heard {
  const plain = once(() => known.plain ?? normalise(text))
  const features = once(() => known.features ?? featuresOf(plain()))
  const spelled = once(() => spellOut(plainLetters(text)).trim())
  const parts = once(() => readParts(spelled()))
  const wishes = once(() => {
    const said = parts().wishes
    return known.understand && said.length > 1 ? said.map(known.understand) : []
  })
  const repair = once(() => readRepair(spelled()))
  const names = once(() => namesIn({ text: repair().wanted, slots }))
  const titles = once(() => titlesIn(text))
  const free = once(() => readFree(spelled()))
  const reference = once(() => readReference(spelled()))
  const answers = new Map<string | undefined, Answering>()
  return {
    ...decision,
    text,
    slots,
    care,
    get plain() {
      return plain()
    },
    get features() {
      return features()
    },
    get parts() {
      return parts()
    },
    get wishes() {
      return wishes()
    },
    get repair() {
      return repair()
    },
    get names() {
      return names()
    },
    get titles() {
      return titles()
    },
    get reference() {
      return reference()
    },
    get free() {
      return free()
    },
    get meansIt() {
      return meansIt(spelled())
    },
    get saysWhat() {
      return saysWhat(spelled())
    },
    get undoes() {
      return undoes(spelled())
    },
    get slips() {
      return slips(text)
    },
    get withdraws() {
      return withdraws(spelled())
    },
    get keeps() {
      return keeps(spelled())
    },
    get stops() {
      return stops(spelled())
    },
    get bringsOthers() {
      return bringsOthers(text)
    },
    get asks() {
      return asks(spelled())
    },
    get delays() {
      return delays(spelled())
    },
    get reportsTrouble() {
      return reportsTrouble(text)
    },
    get ponders() {
      return ponders(spelled())
    },
    get fact() {
      return readFact(spelled())
    },
    get awaits() {
      return readAwaited(spelled())
    },
    get forgetsAll() {
      return forgetsAll(text)
    },
    get asksToForget() {
      return asksToForget(text)
    },
    answering(act) {
      if (isBroken(text)) return undefined
      if (!answers.has(act))
        answers.set(act, readYesNo(plain(), act) ?? (slots.not ? undefined : plainRefusal(repair())))
      return answers.get(act)
    },
  }
}

/** Half characters, or letters that never became a syllable ("ㅅㅣㄴㅊㅓㅇ"), confirm nothing. */
function isBroken(text: string): boolean {
  return text.includes('\uFFFD') || (/[ㅏ-ㅛㅣ]/.test(text) && !/[가-힣]/.test(text))
}

/** "아 그럼 안 할래요": whatever it begins with, nothing is wanted. */
function plainRefusal({ refuses, wanted }: Repair): Answering {
  return refuses === 'plainly' && wanted === '' ? 'no' : undefined
}

const NOTHING: Decision = { intent: 'oos', confidence: 0, band: 'reject', alternatives: [] }

/** What could not be read at all: nothing is understood of it. */
export function unread(text: string): Heard {
  return { ...hear('', { ...NOTHING, slots: {} }), text }
}

function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined
  return () => {
    kept ??= { value: read() }
    return kept.value
  }
}
