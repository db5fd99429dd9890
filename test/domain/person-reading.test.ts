/** What people write of themselves, in every form of which it is clear what it means. */
import { expect } from 'chai'
import fc from 'fast-check'
import { ageOn } from '../../src/domain/person.js'
import { faultOfPhone, foldName, readBirth, readCode, readName, readPhone } from '../../src/domain/person-reading.js'

const TODAY = '2026-11-22'
const fullWidth = (text: string) => text.replace(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
const days = (first: string) =>
  fc
    .date({ min: new Date(`${first}T00:00:00Z`), max: new Date(`${TODAY}T00:00:00Z`), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map(all => all.join(''))

describe('reading a birth date', () => {
  it('takes it as people write it', () => {
    for (const text of [
      '2010-03-01',
      '20100301',
      '2010.3.1',
      '2010. 3. 1.',
      '2010년 3월 1일',
      '2010년3월1일생',
      ' 2010/03/01 ',
      '2010 03 01',
      '2010ㅡ3ㅡ1',
      '2010–03–01',
      '100301',
      '10.03.01',
      '10.3.1',
      '10-03-01',
      '10/3/1',
      '10년 3월 1일',
      '’10. 3. 1.',
      '10 3 1',
      '100301생',
      '２０１０－０３－０１',
      '１００３０１',
      '2️⃣0️⃣1️⃣0️⃣.3️⃣.1️⃣',
    ])
      expect(readBirth(text, TODAY), text).to.equal('2010-03-01')
  })

  it('takes every day there was since 1900, in every form, and none to come', () => {
    fc.assert(
      fc.property(days('1901-01-01'), birth => {
        const [year, month, date] = birth.split('-').map(Number)
        const forms = [birth, birth.replaceAll('-', ''), `${year}년 ${month}월 ${date}일`, `${year}.${month}.${date}`]
        return [...forms, ...forms.map(fullWidth)].every(text => readBirth(text, TODAY) === birth)
      }),
    )
    expect(readBirth(TODAY, TODAY)).to.equal(TODAY)
    expect(readBirth('2026-11-23', TODAY)).to.equal(undefined)
    expect(readBirth('1899-12-31', TODAY)).to.equal(undefined)
  })

  it('takes the century of two digits by the age, and none when the age is unlikely in both', () => {
    fc.assert(
      fc.property(days('1927-11-23'), birth => {
        const age = ageOn(birth, TODAY)
        const read = readBirth(birth.replaceAll('-', '').slice(2), TODAY)
        expect(read).to.equal(age >= 7 ? birth : undefined)
      }),
    )
    expect(readBirth('270301', TODAY)).to.equal('1927-03-01')
    expect(readBirth('260301', TODAY)).to.equal(undefined)
  })

  it('refuses a day that there is not', () => {
    for (const text of ['2010-02-29', '2010-02-30', '2010-13-01', '2010-00-10', '2010-04-31', '100230'])
      expect(readBirth(text, TODAY), text).to.equal(undefined)
    expect(readBirth('2012-02-29', TODAY)).to.equal('2012-02-29')
  })

  it('guesses nothing', () => {
    const unclear = ['', '2010', '201031', '2010311', '2010-03', '오늘', '2010-03-01-02', '3월 1일 10년', '1.3.2010']
    for (const text of [...unclear, '100301-3', '2O100301', '2010-03-O1', '20100301\n20100302'])
      expect(readBirth(text, TODAY), text).to.equal(undefined)
  })
})

describe('reading a mobile number', () => {
  it('takes it as people write it', () => {
    for (const text of [
      '01012345678',
      '010-1234-5678',
      '010 1234 5678',
      '010.1234.5678',
      '010ㅡ1234ㅡ5678',
      '(010) 1234-5678',
      '+82 10 1234 5678',
      '+821012345678',
      '821012345678',
      '82-10-1234-5678',
      '+82(0)10-1234-5678',
      '0082 10 1234 5678',
      '０１０－１２３４－５６７８',
      '0️⃣1️⃣0️⃣ 1️⃣2️⃣3️⃣4️⃣ 5️⃣6️⃣7️⃣8️⃣',
      '＋８２ １０ １２３４ ５６７８',
    ])
      expect(readPhone(text), text).to.equal('01012345678')
    expect(readPhone('011-123-4567')).to.equal('0111234567')
    expect(readPhone('019 1234 5678')).to.equal('01912345678')
  })

  it('wants eight more digits after 010, seven or eight after the older ones, whatever stands between', () => {
    const gap = fc.constantFrom('', ' ', '-', '.', ' - ')
    const older = fc.constantFrom('011', '016', '017', '018', '019')
    for (let length = 0; length <= 11; length++) {
      fc.assert(
        fc.property(digits(length), older, gap, (rest, prefix, between) => {
          const write = (start: string) => [start, rest.slice(0, 4), rest.slice(4)].join(between)
          expect(readPhone(write('010'))).to.equal(length === 8 ? `010${rest}` : undefined)
          expect(readPhone(write(prefix))).to.equal(length === 7 || length === 8 ? prefix + rest : undefined)
        }),
        { numRuns: 20 },
      )
    }
  })

  it('refuses what is no mobile number and knows why', () => {
    const faults = {
      'O1O-1234-5678': 'letters',
      '010-1234-567O': 'letters',
      '공일공 1234 5678': 'letters',
      '010-123-4567': 'length',
      '010-123-456': 'length',
      '010-12345-67890': 'length',
      '+82 10 123 4567': 'length',
      '02-123-4567': 'kind',
      '1588-1234': 'kind',
      '050-7123-45678': 'kind',
      '+1 010 1234 5678': 'kind',
      '015-1234-5678': 'kind',
      '': 'kind',
    }
    for (const [text, fault] of Object.entries(faults)) {
      expect(readPhone(text), text).to.equal(undefined)
      expect(faultOfPhone(text), text).to.equal(fault)
    }
  })
})

describe('reading a name', () => {
  it('takes names of any script, with their blanks folded', () => {
    expect(readName(' 홍  길동 ')).to.equal('홍 길동')
    expect(readName("Anne-Marie O'Neil Jr.")).to.equal("Anne-Marie O'Neil Jr.")
    expect(readName('홍\u3000길동')).to.equal('홍 길동')
    expect(readName('ＫＩＭ Ｍｉｎｓｕ')).to.equal('KIM Minsu')
    expect(readName('마리아·김')).to.equal('마리아·김')
    expect(readName('Nguyễn Thị Hoàng Phương Thảo Vy Ngọc Ánh Minh Châu')).to.not.equal(undefined)
    for (const name of ['李小龍', 'สมชาย ใจดี', 'Иван', 'ケリー', 'J. R. R. Tolkien'])
      expect(readName(name), name).to.equal(name)
    expect(readName('Ab'.repeat(30))).to.have.length(60)
  })

  it('takes every apostrophe, middle dot and hyphen of a keyboard as the plain one', () => {
    for (const apostrophe of ["'", '’', '‘', 'ʼ', '`'])
      expect(readName(`D${apostrophe}Angelo Kim`)).to.equal("D'Angelo Kim")
    for (const dot of ['·', 'ㆍ', '・', '•', '･']) expect(readName(`마리아${dot}김`)).to.equal('마리아·김')
    for (const hyphen of ['-', '‐', '‑', '–']) expect(readName(`Anne${hyphen}Marie`)).to.equal('Anne-Marie')
  })

  it('takes a name typed in loose letters by a Mac as the same name', () => {
    expect(readName('홍길동'.normalize('NFD'))).to.equal('홍길동')
    expect(readName('Nguyễn'.normalize('NFD'))).to.equal('Nguyễn')
  })

  it('refuses what is no name', () => {
    const signs = [
      '',
      ' ',
      '홍',
      'A.',
      '홍길동1',
      '<b>홍</b>',
      '홍길동;',
      '홍길동😀',
      '(홍길동)',
      '-홍길동',
      'A---B',
      "O'",
    ]
    const jamo = ['ㅋㅋㅋ', 'ㅎㄱㄷ', '홍ㄱㄷ', '\u1112\u1112']
    const unseen = [
      '홍\u200b길동',
      '홍길동\u202e',
      '홍\u3164길동',
      '홍길\u00ad동',
      '\u115f\u1160',
      '홍\ufe0f길동',
      '홍\u0000길동',
    ]
    for (const text of [...signs, ...jamo, ...unseen, 'A'.repeat(61), `Z${'\u0301'.repeat(9)}a`])
      expect(readName(text), JSON.stringify(text)).to.equal(undefined)
  })
})

describe('one person under several writings', () => {
  it('has one folded name', () => {
    for (const [one, other] of [
      ['kim MINSU', 'Kim Minsu'],
      ['KIM MINSU', 'kimminsu'],
      ['D’Angelo Kim', "d'angelo kim"],
      ['마리아·김', '마리아 김'],
      ['Anne-Marie', 'ANNE MARIE'],
      ['NGUYỄN THỊ', 'Nguyễn thị'.normalize('NFD')],
      ['ＫＩＭ', 'kim'],
    ] as const)
      expect(foldName(one), one).to.equal(foldName(other))
  })

  it('stays two people where the letters differ', () => {
    const names = ['홍길동', '홍길둥', 'Kim Minsu', 'Kim Minsoo', 'Nguyễn', 'Nguyen']
    expect(new Set(names.map(foldName)).size).to.equal(names.length)
  })

  it('is the name without blanks for a Korean name, as it was before', () => {
    const syllables = fc.array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(syllables, codes => {
        const name = codes.map(code => String.fromCharCode(code)).join('')
        return foldName(`${name[0]} ${name.slice(1)}`) === name
      }),
    )
  })
})

describe('reading a code', () => {
  it('takes six digits with anything a thumb puts between them', () => {
    for (const text of ['123456', ' 123 456 ', '123-456', '1 2 3 4 5 6', '１２３４５６', '１２３ ４５６'])
      expect(readCode(text), text).to.equal('123456')
  })

  it('takes the whole message that was pasted', () => {
    for (const text of [
      '[손모아] 인증번호는 123456입니다. 3분 안에 입력해 주세요.',
      '[Web발신]\n[손모아] 인증번호 123456 (카카오톡 연결)\n남에게 알려 주지 마세요.\n@sonmoa.kr #123456',
      '인증번호: １２３４５６',
      '123 456 이라고 왔어요',
    ])
      expect(readCode(text), text).to.equal('123456')
  })

  it('takes every code out of every message', () => {
    fc.assert(
      fc.property(digits(6), fc.constantFrom('번호 ', '[손모아] ', '3분 안에 '), (code, before) => {
        return readCode(`${before}${code}입니다.`) === code
      }),
    )
  })

  it('guesses nothing', () => {
    for (const text of ['', '12345', '1234567', '12345O', '123456 또는 654321', '010-1234-5678', '20100301'])
      expect(readCode(text), text).to.equal(undefined)
  })
})
