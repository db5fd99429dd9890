/** placeholder */
export interface Questions {
  answer(intent: string, text: string): { answer: string } | undefined
}
export const loadQuestions = (_file: string): Questions => ({ answer: intent => ({ answer: `(${intent}) 답이에요.` }) })
