/** That talks are judged as they should be: what this lets pass is measured wrongly everywhere. */
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { playTalk } from './play.js'
import { parseTalks } from './script.js'
import { build, readWorld } from './world.js'

const world = readWorld(fileURLToPath(new URL('world.tsv', import.meta.url)))
const talksOf = (text: string) => parseTalks(text.split('\n'), world, 'a.txt')

describe('a talk', () => {
  let house: TestTalk
  let programs: readonly Program[]
  before(async () => {
    house = await createTalk()
    programs = await build(house, world)
  })
  after(() => house.close())
  const play = (text: string) => playTalk(house, programs, talksOf(`== a talk\n${text}`)[0]!)

  const APPLIES = '> 한강 쓰담 걷기\n  asks: 한강 쓰담 걷기\n  nothing\n> 네'

  it('that goes as it should has no faults', async () => {
    const played = await play(
      `${APPLIES}\n  reads: 취소|없는 말; 신청했어요\n?> 네\nend: 한강 쓰담 걷기 approved\nmost: 2`,
    )
    expect(played).to.deep.include({ faults: [], endedRight: true, wrongDeeds: [], turns: 2, notUnderstood: 0 })
  })

  it('in which something is applied for that nobody wants did a wrong deed and did not end right', async () => {
    const played = await play(APPLIES)
    expect(played.wrongDeeds).to.deep.equal(['“네”: 한강 쓰담 걷기 approved'])
    expect(played.endedRight).to.equal(false)
  })

  it('in which something is withdrawn that was to stay did a wrong deed', async () => {
    const played = await play('has: 미추홀 반찬 배달\n> 취소할래\n> 네')
    expect(played.wrongDeeds).to.deep.equal(['“네”: 미추홀 반찬 배달 cancelled'])
    expect((await play('has: 미추홀 반찬 배달\n> 취소할래\n> 네\nend: 미추홀 반찬 배달 cancelled')).faults).to.be.empty
  })

  it('in which something is done too early did a wrong deed, even when the end is as wanted', async () => {
    const played = await play(`${APPLIES}\n  nothing\nend: 한강 쓰담 걷기 approved`)
    expect(played.wrongDeeds).to.have.length(1)
    expect(played.endedRight).to.equal(false)
  })

  it('about nothing to be done ends right when the last thing wanted was said, whatever is said afterwards', async () => {
    const asked = (expected: string) => play(`> 한강 쓰담 걷기\n  reads: ${expected}\n> 고마워\n  nothing`)
    expect(await asked('09:00')).to.deep.include({ faults: [], endedRight: true })
    expect((await asked('없는 말')).endedRight).to.equal(false)
  })

  it('is held to each of its expectations', async () => {
    const wrong = [
      'asks: 골목 벽화 그리기',
      'shows: 골목 벽화 그리기',
      'lists: 골목 벽화 그리기',
      'lists no: 한강 쓰담 걷기',
      'reads: 없는 말',
      'reads no: 쓰담',
      'heading: 없는 말',
      'heading no: 쓰담',
      'buttons: 없는 말',
      'buttons no: 없는 말|네',
    ]
    for (const one of wrong) expect((await play(`> 한강 쓰담 걷기\n  ${one}`)).faults, one).to.have.length(1)
  })

  it('tells activities of one title by their day', async () => {
    const seen = '> 11월 28일 수원 봉사 찾아줘\n  lists: 수원천 플로깅 @11-28\n  lists no: 수원천 플로깅 @11-21'
    expect((await play(seen)).faults).to.be.empty
    expect((await play('> 11월 28일 수원 봉사 찾아줘\n  lists: 수원천 플로깅 @12-05')).faults).to.have.length(1)
  })

  it('that takes too many turns, or presses what is not there, has faults', async () => {
    expect((await play('> 안녕\n> 고마워\nmost: 1')).faults).to.deep.equal(['in the end: 2 turns, at most 1'])
    expect((await play('> 안녕\n> [없는 단추]')).faults).to.deep.equal(['“[없는 단추]”: there is no such button'])
  })

  it('ends with the requests and wishes that it says', async () => {
    expect((await play('> 상담원\n> 기록이 안 보여요\n> 네')).faults).to.deep.equal(['in the end: 1 requests, not 0'])
    expect((await play('> 안녕\nend: wish 연탄 나르기; request')).faults).to.have.length(2)
  })
})

describe('a file of talks', () => {
  it('names the line that cannot be understood', () => {
    const broken: [string, string][] = [
      ['> 안녕\n  lists: 없는 활동', 'no activity “없는 활동”'],
      ['> 안녕\n  thinks: 무엇', 'nothing of that kind is expected'],
      ['  reads: 무엇', 'nothing was said yet'],
      ['* exploded', 'nothing of that kind happens'],
      ['end: 골목 벽화 그리기 finished', 'no such state'],
      ['mood: good', 'no such setting'],
      ['안녕', 'not understood'],
    ]
    for (const [text, why] of broken)
      expect(() => talksOf(`== a talk\n${text}`), text).to.throw(`a.txt:${text.split('\n').length + 1}: ${why}`)
  })
})
