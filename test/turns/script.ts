/** Whole conversations as lines: what is said, where it has to lead, what has to be read. */
import { expect } from 'chai'
import type { Incoming } from '../../src/conversation/turn.js'
import type { Speaker } from '../dialogs/speaker.js'

/** What is said (words, or an event with them), the trace that must follow, and what the answer has to hold. */
export type Line = readonly [said: string | Partial<Incoming>, trace: string | RegExp, ...holds: (string | RegExp)[]]

export async function play(say: Speaker, lines: readonly Line[]): Promise<void> {
  for (const [said, trace, ...holds] of lines) {
    const heard = typeof said === 'string' ? await say(said) : await say(said.text ?? '', said)
    const line = typeof said === 'string' ? said : JSON.stringify(said)
    if (typeof trace === 'string') expect(heard.trace, line).to.equal(trace)
    else expect(heard.trace, line).to.match(trace)
    for (const part of holds) {
      if (typeof part === 'string') expect(heard.text, line).to.contain(part)
      else expect(heard.text, line).to.match(part)
    }
    expect(heard.choices, `${line}: a way on`).not.to.be.empty
  }
}
