/** The fields of activity, by the names that 1365 uses today. The words people say for them are data (`intents/slots`). */
export const CATEGORIES = [
  '생활편의',
  '주거환경',
  '상담ㆍ멘토링',
  '교육',
  '보건ㆍ의료',
  '농어촌 봉사',
  '문화ㆍ체육ㆍ예술ㆍ관광',
  '환경ㆍ생태계보호',
  '사무행정',
  '지역안전ㆍ보호',
  '인권ㆍ공익',
  '재난ㆍ재해',
  '국제협력ㆍ해외봉사',
  '온라인자원봉사',
  '동물보호',
  '기타',
] as const
