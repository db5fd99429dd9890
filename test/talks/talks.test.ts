/** The talks beside this file: those that are reached stay reached, and a mark `# not yet` is only on those that are not. */
import { basename } from 'node:path'
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { shippedFiles, toPage } from './figures.js'
import { playTalk } from './play.js'
import { readTalks } from './script.js'
import { build } from './world.js'

for (const path of shippedFiles()) {
  describe(`the talks of ${basename(path)}`, () => {
    const { world, talks } = readTalks(path)
    let house: TestTalk
    let programs: readonly Program[]
    before(async () => {
      house = await createTalk()
      programs = await build(house, world)
    })
    after(() => house.close())

    for (const talk of talks) {
      it(talk.notYet ? `${talk.name}: not yet` : talk.name, async () => {
        const played = await playTalk(house, programs, talk)
        if (talk.notYet) expect(played.faults, 'it is reached: take its mark off').not.to.be.empty
        else expect(played.faults, toPage(played)).to.be.empty
      })
    }
  })
}
