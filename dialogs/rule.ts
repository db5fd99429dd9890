/** How a rule of the table is written. */
import type { Active, Route, Rule, Situation } from '../src/conversation/route.js'
import type { Meanings } from './flows.js'

/** A rule that decides nothing where its claim is not true. */
export function rule(
  name: string,
  decide: (at: Situation) => Route | false | undefined | Promise<Route | false | undefined>,
): Rule {
  return { name, decide: async at => (await decide(at)) || undefined }
}

/** A rule that gives the running step what it takes by that name, where there is such a thing. */
export function taking<Name extends keyof Meanings>(
  name: Name,
  read: (at: Situation & { active: Active }) => Meanings[Name] | undefined | Promise<Meanings[Name] | undefined>,
): Rule {
  return {
    name: `take ${name}`,
    async decide(at) {
      const { active } = at
      if (!active?.step.takes?.[name]) return undefined
      const meant = await read({ ...at, active })
      return meant === undefined ? undefined : { kind: 'take', as: name, meant }
    },
  }
}

/** Another flow takes it. */
export function begin(flow: string, data: object = {}): Route {
  return { kind: 'begin', flow, data }
}
