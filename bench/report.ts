/** The result of `bench -- turns` as people read it, held against what is expected. */
import type { Counted } from './counts.js'
import type { Grown } from './grown.js'
import type { Measured } from './load.js'
import type { Rounds } from './rounds.js'

export interface Result extends Omit<Rounds, 'floor' | 'service'> {
  readonly turns: number
  readonly people: number
  readonly connections: number
  readonly floor: Measured & Counted
  readonly service: Measured & Counted
  readonly byKind: Readonly<Record<string, Counted>>
  /** To ready: on an empty folder, and on one that was used before. */
  readonly startMs: { readonly first: number; readonly later: number }
  /** Only where it was asked for. */
  readonly grown?: Grown | undefined
}

const whole = (value: number) => Math.round(value).toLocaleString('en')
const fixed = (value: number) => value.toFixed(2)

export function toTable(result: Result): string {
  const { echo, floor, service, byKind, turns, people, connections } = result
  return [
    `${whole(turns)} turns of ${whole(people)} people over ${connections} connections; medians of interleaved rounds`,
    '',
    row('', 'a second', 'p50 ms', 'p99 ms', 'CPU ms', 'statements', 'round trips'),
    measured('Express echo', echo),
    measured('floor', floor, floor),
    measured('service', service, service),
    '',
    ...Object.entries(byKind).map(([kind, counted]) => measured(`  ${kind}`, undefined, counted)),
    '',
    ...(result.grown ? grownRows(result.grown) : []),
    ...expectations(result),
    '',
  ].join('\n')
}

function grownRows({ programs, turnsStored, small, grown }: Grown): string[] {
  return [
    `in turns with a second database, of ${whole(programs)} programs and ${whole(turnsStored)} turns`,
    measured('small', small),
    measured('grown', grown),
    '',
  ]
}

function measured(name: string, speed?: Measured, counted?: Counted): string {
  return row(
    name,
    ...(speed
      ? [whole(speed.perSecond), whole(speed.p50Ms), whole(speed.p99Ms), fixed(speed.cpuMs)]
      : ['', '', '', '']),
    ...(counted ? [counted.statements.toFixed(1), counted.roundTrips.toFixed(1)] : []),
  )
}

function row(name: string, ...cells: string[]): string {
  return (name.padEnd(22) + cells.map(cell => cell.padStart(12)).join('')).trimEnd()
}

function expectations({ shareOfFloor, floor, service, rssMb, startMs, grown }: Result): string[] {
  const timesFloor = service.cpuMs / floor.cpuMs
  const checks: [what: string, measured: string, expected: string, met: boolean][] = [
    ['share of the 7 round trips', fixed(shareOfFloor), '>= 0.5', shareOfFloor >= 0.5],
    ['CPU of the floor', `${fixed(timesFloor)} x`, '<= 2.5 x', timesFloor <= 2.5],
    ['p99', `${whole(service.p99Ms)} ms`, '<= 80 ms', service.p99Ms <= 80],
    ['ready, first start', `${fixed(startMs.first / 1000)} s`, '<= 10 s', startMs.first <= 10_000],
    ['ready, later start', `${fixed(startMs.later / 1000)} s`, '<= 2 s', startMs.later <= 2000],
  ]
  if (grown) {
    const { shareOfSmall } = grown
    checks.push(['grown, of the small one', fixed(shareOfSmall), '>= 0.9', shareOfSmall >= 0.9])
  }
  return [
    ...checks.map(([what, is, expected, met]) => `${row(what, is, expected)}   ${met ? 'met' : 'MISSED'}`),
    row('memory (RSS)', `${rssMb.before} MB`, `then ${rssMb.after}`),
  ]
}
