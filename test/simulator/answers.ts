/** Answers for the simulator's page to draw: every component of Kakao and every content of TalkTalk. */
const picture = (base: string) => `${base}/simulator/photo.svg`

/** By what was said. */
export const KAKAO: Record<string, (base: string) => object> = {
  목록: () => ({
    outputs: [
      { simpleText: { text: '이번 주말 수원에서 할 수 있는 활동이에요. 어떤 게 좋으세요?' } },
      {
        listCard: {
          header: { title: '이번 주말 · 경기도 수원시' },
          items: [
            item('1. 수원천 플로깅: 걸으며 쓰레기 줍기', '11월 28일(토) 10:00 · 20자리'),
            item('2. 어린이자료실 책 정리', '11월 28일(토) 13:00 · 8자리'),
            item('3. 어르신 점심 배식 도우미', '11월 29일(일) 11:00 · 8자리'),
            item('4. 어르신께 키오스크 알려드리기', '11월 29일(일) 14:00 · 12자리'),
            { title: '포털에서 보기', link: { web: 'https://example.com/list' } },
          ],
          buttons: [{ label: '더 보기', action: 'message', messageText: '더 보기' }],
        },
      },
    ],
    quickReplies: ['토요일만', '일요일만', '온라인 활동', '다른 지역', '처음으로'].map(label => ({
      label,
      action: 'message',
      messageText: label,
      extra: { value: `chip:${label}` },
    })),
  }),
  자세히: base => ({
    outputs: [
      {
        itemCard: {
          head: { title: '활동 자세히 보기' },
          thumbnail: { imageUrl: picture(base), altText: '산이 보이는 공원', width: 800, height: 400 },
          itemList: [
            { title: '언제', description: '11월 28일(토) 10:00~12:00' },
            { title: '어디서', description: '수원천 남수문 앞' },
            { title: '자리', description: '20자리 남았어요' },
          ],
          itemListSummary: { title: '모집', description: '20 명' },
          title: '수원천 플로깅: 걸으며 쓰레기 줍기',
          description: '수원천을 따라 걸으며 쓰레기를 주워요.',
          buttons: [
            { label: '신청하기', action: 'message', messageText: '신청하기', extra: { value: 'apply:1' } },
            { label: '지도 보기', action: 'webLink', webLinkUrl: 'https://example.com/map' },
            { label: '기관에 전화', action: 'phone', phoneNumber: '031-000-0000' },
          ],
        },
      },
      {
        textCard: {
          title: '이 활동을 신청할까요?',
          description: '신청한 뒤 10분 안에는 되돌릴 수 있어요.',
          buttonLayout: 'horizontal',
          buttons: [
            { label: '네', action: 'message', messageText: '네' },
            { label: '아니요', action: 'block', blockId: 'b', messageText: '아니요' },
          ],
        },
      },
      { simpleImage: { imageUrl: picture(base), altText: '활동 사진' } },
    ],
  }),
  카드들: base => ({
    outputs: [
      {
        carousel: {
          type: 'basicCard',
          items: ['하나', '둘', '셋', '넷'].map(title => ({
            title: `카드 ${title}`,
            description: '옆으로 넘겨 보세요.',
            thumbnail: { imageUrl: picture(base), altText: `사진 ${title}` },
            buttons: [{ label: '고르기', action: 'message', messageText: `카드 ${title}` }],
          })),
        },
      },
      {
        commerceCard: {
          title: '봉사자 조끼',
          description: '현장에서 빌려드려요.',
          price: 10000,
          discountedPrice: 7000,
          discountRate: 30,
          currency: 'won',
          thumbnails: [{ imageUrl: picture(base), altText: '조끼' }],
          profile: { title: '손모아 가게' },
          buttons: [
            { label: '공유하기', action: 'share' },
            { label: '상담원', action: 'operator' },
          ],
        },
      },
      { carousel: { type: 'listCard', items: [listOf('토요일'), listOf('일요일')] } },
    ],
  }),
  글: () => ({
    outputs: [
      { simpleText: { text: `아주 긴 글이에요. ${'가나다라 '.repeat(120)} 끝 https://example.com/a?b=1.` } },
      { hologram: { text: '아직 없는 말풍선' } },
    ],
  }),
}

function item(title: string, description: string) {
  return { title, description, action: 'message', messageText: title, extra: { value: `pick:${title.slice(0, 1)}` } }
}
function listOf(title: string) {
  return { header: { title }, items: [item(`${title} 플로깅`, '10:00'), item(`${title} 책 정리`, '13:00')] }
}

const text = (title: string, code?: string) => ({ type: 'TEXT', data: { title, ...(code ? { code } : {}) } })
const link = (title: string) => ({
  type: 'LINK',
  data: { title, url: 'https://example.com/', mobileUrl: 'https://example.com/' },
})

export const TALKTALK: Record<string, (base: string) => object> = {
  open: () => ({
    textContent: {
      text: '안녕하세요, 손모아예요. 무엇을 도와드릴까요?',
      quickReply: { buttonList: [text('활동 찾기', 'search'), text('내 신청', 'check'), link('홈페이지')] },
    },
  }),
  목록: base => ({
    compositeContent: {
      compositeList: ['수원천 플로깅', '책 정리', '점심 배식'].map((title, n) => ({
        title,
        description: '11월 28일(토) 10:00\n경기도 수원시',
        ...(n === 0 ? { image: { imageUrl: picture(base) } } : {}),
        buttonList: [text(`${n + 1}번 보기`, `pick:${n + 1}`), link('지도 보기')],
      })),
      quickReply: { buttonList: [text('더 보기', 'more'), text('처음으로', 'restart')] },
    },
  }),
  고르기: () => ({
    compositeContent: {
      compositeList: [
        {
          title: '언제가 좋으세요?',
          elementList: {
            type: 'LIST',
            data: [{ title: '아침', description: '09:00', subDescription: '수원', button: text('선택', 'am') }],
          },
          buttonList: [
            { type: 'OPTION', data: { title: '더 고르기', buttonList: [text('평일', 'week'), link('안내')] } },
            { type: 'CALENDAR', data: { title: '날짜 고르기', code: 'day' } },
            { type: 'TIME', data: { title: '시간 고르기', code: 'time' } },
            {
              type: 'TIMEINTERVAL',
              data: {
                title: '시간대 고르기',
                code: 'slot',
                options: { timeInterval: { start: '0900', end: '1000', interval: '30' } },
              },
            },
          ],
        },
      ],
    },
  }),
  사진: base => ({ imageContent: { imageUrl: picture(base) } }),
}
