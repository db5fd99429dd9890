/** What counts as a yes, as a no, and as neither. */
import { expect } from 'chai'
import { normalise } from '../../src/understanding/korean.js'
import { readYesNo } from '../../src/understanding/yes-no.js'

const read = (text: string, act?: string) => readYesNo(normalise(text), act)

const YES = `ㅇㅇ|ㅇ|응|응응|웅|엉|어|네|네네|넵|넹|녜|예|옙|ㅇㅋ|오케이|오키|콜|그래|그래요|그래 좋아|좋아|좋아요|좋습니다|맞아요|네 맞아요|해줘
  해 주세요|응 할래|네 할게요|할래요|할게요|하자|그렇게 해주세요|부탁드려요|네 부탁드립니다|고고|ㄱㄱ|당연하죠|물론이죠|yes|ok|네!|응~|넵ㅋㅋ|dd|dmd|네 그걸로 해주세요`
const NO = `ㄴㄴ|ㄴ|아니|아니요|아뇨|아니오|아니에요|아닙니다|노노|no|안 할래|안할래요|안 해|하지 마|하지마세요|싫어|싫어요|됐어|됐어요|됐습니다|괜찮아요
  괜찮아|아니 괜찮아|아뇨 괜찮습니다|필요 없어요|필요없어|나중에 할게요|다음에요|아직요|아니 안 할래|별로예요|관둘래|그만할래|신청 안 할래|취소하지 마세요`
const NEITHER = `아니 토요일 말고 일요일|그거 말고 다른 거|그게 아니라 두 번째|네?|응?|됐어요?|괜찮아요?|안녕|안녕하세요|안산|안내해줘|내일 뭐 해|수원|취소할래|신청할게요
  토요일|두 번째 거|응 근데 안 할래|몇 시에 시작해요?|어디예요||???|ㅋㅋㅋ|어디|예약 확인|노원구|고양시|해운대|안성|안동|확인서|동의서|예산군|그만두는 방법`
const each = (lines: string) => lines.split(/\||\n/).map(line => line.trim())

describe('an answer to a yes-or-no question', () => {
  for (const text of each(YES)) it(`"${text}" is a yes`, () => expect(read(text)).to.equal('yes'))
  for (const text of each(NO)) {
    it(`"${text}" is a no`, () => expect(read(text)).to.equal('no'))
  }
  for (const text of each(NEITHER)) it(`"${text}" is neither`, () => expect(read(text)).to.equal(undefined))

  it('takes the verb that was asked about for a yes, and no other verb', () => {
    expect(read('신청할게요', '신청')).to.equal('yes')
    expect(read('신청', '신청')).to.equal('yes')
    expect(read('네 취소해 주세요', '취소')).to.equal('yes')
    expect(read('취소할래', '신청')).to.equal(undefined)
    expect(read('신청 안 할래', '신청')).to.equal('no')
    expect(read('취소하지 마', '취소')).to.equal('no')
  })
})
