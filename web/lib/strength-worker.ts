import type { StrengthAnswer, StrengthQuestion } from './ask-strength.ts'
import { loadPasswordStrength } from './password-strength.ts'

const ready = loadPasswordStrength()

self.addEventListener('message', ({ data }: MessageEvent<StrengthQuestion>) => {
  void ready.then((estimate) => {
    const answer: StrengthAnswer = { id: data.id, ...estimate(data.password, data.known) }
    self.postMessage(answer)
  })
})
