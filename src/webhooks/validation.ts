/** Kakao's parameter validation: whether a value that was typed for a slot can be read. */

import type { Words } from '../conversation/messages.js'
import { readPhone } from '../domain/person-reading.js'
import type { KakaoVerdict } from '../messengers/kakao/validation.js'
import { plainLetters } from '../platform/clean.js'
import type { SlotReader } from '../understanding/slots.js'

const TYPES = ['date', 'phone', 'region', 'people'] as const
export type ValidationType = (typeof TYPES)[number]
export type Validate = (type: ValidationType, said: string) => KakaoVerdict

export function isValidationType(type: string): type is ValidationType {
  return (TYPES as readonly string[]).includes(type)
}

/** @param today the day on which it is said, `YYYY-MM-DD` in Seoul. */
export function createValidate({
  readSlots,
  words,
  today,
}: {
  readSlots: SlotReader
  words: Words
  today: () => string
}): Validate {
  const reads: Record<ValidationType, (said: string) => boolean> = {
    date: said => readSlots(said, today()).dates !== undefined,
    phone: said => readPhone(said) !== undefined,
    region: said => readSlots(said, today()).region !== undefined,
    people: said => /^\s*[1-9]\d?\s*$/.test(plainLetters(said)) || readSlots(said, today()).people !== undefined,
  }
  return (type, said) =>
    reads[type](said) ? { status: 'SUCCESS' } : { status: 'FAIL', message: words.label('common', `invalid-${type}`) }
}
