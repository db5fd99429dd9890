/** Which passwords can be set. */
import { expect } from 'chai'
import { weaknessOf } from '../../src/services/passwords.js'

const EMAIL = 'minsu.kim@example.org'

describe('a password', () => {
  for (const password of ['', 'short', '123456789', 'aaaaaaaaaaaa', '1122112211', 'x'.repeat(201)])
    it(`is too weak as “${password.slice(0, 20)}”`, () => {
      expect(weaknessOf(password, EMAIL)).to.equal('weak')
    })

  for (const password of [
    ...[
      'password12',
      'Password123!',
      'qwertyuiop',
      'qwerty12345',
      '1q2w3e4r5t',
      'abcdefghij',
      'iloveyou12',
      'P@ssw0rd2024',
    ],
    ...[
      '비밀번호1234',
      'qlalfqjsgh12',
      '사랑해사랑해사랑해',
      'tkfkdgo1004',
      '안녕하세요123',
      '1234512345',
      'letmein1234',
    ],
  ])
    it(`is refused as common: ${password}`, () => {
      expect(weaknessOf(password, EMAIL)).to.be.oneOf(['common', 'weak'])
    })

  for (const password of [
    'minsu.kim2026',
    'MINSU.KIM-river',
    '손모아는 정말 최고예요',
    '손 모 아 2026 !!',
    'sonmoa-blue-river',
    'thsahdk!!9931',
  ])
    it(`is refused for what everybody knows: ${password}`, () => {
      expect(weaknessOf(password, EMAIL)).to.equal('personal')
    })

  for (const password of [
    '긴 비밀번호는 안전해요',
    'correct horse battery staple',
    'another password',
    '나는 오늘 수원에 간다',
    'v9#Lq2!mTz',
  ])
    it(`is taken: ${password}`, () => {
      expect(weaknessOf(password, EMAIL)).to.equal(undefined)
    })

  it('is judged at its full length, however it is made', () => {
    expect(weaknessOf('p4ssw0rd'.repeat(25), EMAIL)).to.not.equal(undefined)
  })
})
