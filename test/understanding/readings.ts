/** Runs tables of phrases through the shipped word lists, on Wednesday 18 November 2026. */
import { expect } from 'chai'
import {
  createSlotReader,
  loadSlotData,
  type Region,
  type SlotReader,
  type Slots,
} from '../../src/understanding/slots.js'
import { slotsSchema } from './slots-schema.js'

export const TODAY = '2026-11-18'

/** What is said, everything that is read from it, and the intent with which it is read. */
export type Reading = readonly [said: string, expected: Slots, intent?: string]

let reader: Promise<SlotReader> | undefined

export function shippedReader(): Promise<SlotReader> {
  reader ??= loadSlotData('intents/slots').then(createSlotReader)
  return reader
}

export function readsAll(readings: readonly Reading[]): void {
  for (const [said, expected, intent] of readings)
    it(`reads "${said}"${intent ? ` (${intent})` : ''}`, async () => {
      const slots = (await shippedReader())(said, TODAY, intent)
      expect(slots).to.deep.equal(expected)
      slotsSchema.parse(slots)
    })
}

/** Several places, each as 시도 and 시군구. */
export function among(...names: [sido: string, sigungu?: string][]): { region: Region; regions: Region[] } {
  const regions = names.map(([sido, sigungu]) => (sigungu ? { sido, sigungu } : { sido }))
  return { region: regions[0]!, regions }
}

/** The days from one to the other, or one day. */
export function days(from: string, to = from): { dates: { from: string; to: string } } {
  return { dates: { from, to } }
}
