/** SOLAPI's signature, bytes and messages. */
import { expect } from 'chai'
import fc from 'fast-check'
import { eucKrBytes, toEucKr } from '../../../src/messengers/solapi/euc-kr.js'
import {
  createAlimTalk,
  createTextMessage,
  solapiAddition,
  solapiGroup,
  solapiMessage,
} from '../../../src/messengers/solapi/message.js'
import { signatureHeader } from '../../../src/messengers/solapi/signature.js'
import { anyText } from '../answers.js'

const who = { id: 'n-1', to: '010-0000-0000', from: '02-930-2266' }
const alimTalk = (text: string, name = '내 봉사 보기') =>
  createAlimTalk({
    ...who,
    text,
    pfId: 'PF',
    templateId: 'applied',
    buttons: [{ name, url: 'https://example.com/enter#t' }],
  })
const accepts = (message: unknown) => solapiMessage.safeParse(message).success

describe("SOLAPI's signature", () => {
  it('is the documented one', () => {
    const signing = {
      apiKey: 'testKey',
      apiSecret: 'testSecret',
      date: '2025-09-14T12:34:56Z',
      salt: 'Abc123XYZ789abcdEFGHijklMNOPqr',
    }
    expect(signatureHeader(signing)).to.equal(
      'HMAC-SHA256 apiKey=testKey, date=2025-09-14T12:34:56Z, salt=Abc123XYZ789abcdEFGHijklMNOPqr, ' +
        'signature=69607016f2059c0bcb97954551ec3a03323ada290e6c98ed1d15b0f34d51b1a1',
    )
  })
})

describe('EUC-KR', () => {
  it('counts two bytes for Hangul and signs, one for ASCII', () => {
    expect(['가', 'a', '·', '①', '㎡', '￦', '★', '가a\n'].map(eucKrBytes)).to.deep.equal([2, 1, 2, 2, 2, 2, 2, 4])
  })
  it('knows 2,350 syllables and no more', () => {
    const syllables = Array.from({ length: 11_172 }, (_, n) => String.fromCharCode(0xac00 + n))
    expect(syllables.filter(syllable => eucKrBytes(syllable) !== undefined)).to.have.length(2350)
  })
  it('has no emoji, no dash, no accents and no rare syllables', () => {
    for (const char of ['😀', '—', '₩', 'é', '✅', '〜', '똠', '뷁', '펲', '\t', '\ue000'])
      expect(eucKrBytes(char)).to.equal(undefined)
  })
  it('writes otherwise what it has not', () => {
    expect(toEucKr('카페 é — ₩1,000 👍🏽 똠방 •')).to.equal('카페 e - ￦1,000  ?방 ·')
  })
  it('can always be made of any text', () => {
    fc.assert(fc.property(anyText, text => eucKrBytes(toEucKr(text)) !== undefined))
  })
})

describe('a message for SOLAPI', () => {
  it('is an AlimTalk with its whole text, and never falls back by itself', () => {
    expect(alimTalk('신청됐어요')).to.deep.equal({
      type: 'ATA',
      text: '신청됐어요',
      to: '01000000000',
      from: '029302266',
      customFields: { notificationId: 'n-1' },
      kakaoOptions: {
        pfId: 'PF',
        templateId: 'applied',
        disableSms: true,
        buttons: [
          {
            buttonType: 'WL',
            buttonName: '내 봉사 보기',
            linkMo: 'https://example.com/enter#t',
            linkPc: 'https://example.com/enter#t',
          },
        ],
      },
    })
  })
  it('keeps the limits of an AlimTalk', () => {
    expect([accepts(alimTalk('가'.repeat(1000))), accepts(alimTalk('가'.repeat(1001)))]).to.deep.equal([true, false])
    expect([accepts(alimTalk('가', '가'.repeat(14))), accepts(alimTalk('가', '가'.repeat(15)))]).to.deep.equal([
      true,
      false,
    ])
    expect(accepts({ ...alimTalk('가'), to: '+821000000000' })).to.equal(false)
  })
  it('is an SMS up to 90 bytes and an LMS beyond', () => {
    const message = (text: string) => createTextMessage({ ...who, text })
    expect(message('가'.repeat(45))).to.include({ type: 'SMS' })
    expect(message(`${'가'.repeat(45)}.`)).to.include({ type: 'LMS' })
    expect(accepts(message('가'.repeat(1000)))).to.equal(true)
    expect(accepts(message(`${'가'.repeat(1000)}.`))).to.equal(false)
    expect(accepts({ ...message('가'.repeat(46)), type: 'SMS' })).to.equal(false)
  })
  it('is readable on any phone', () => {
    expect(createTextMessage({ ...who, text: '신청됐어요 🎉' })).to.include({ type: 'SMS', text: '신청됐어요 ' })
  })
  it('goes with others into a group that takes two messages to one number', () => {
    expect(solapiGroup.safeParse({ allowDuplicates: true }).success).to.equal(true)
    expect(solapiGroup.safeParse({}).success).to.equal(false)
    expect(solapiAddition.safeParse({ messages: [alimTalk('가'), alimTalk('나')] }).success).to.equal(true)
    expect(solapiAddition.safeParse({ messages: [] }).success).to.equal(false)
  })
})
