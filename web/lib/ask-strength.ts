import type { PasswordStrength } from './password-strength.ts'

export interface StrengthQuestion {
  id: number
  password: string
  known: readonly string[]
}
export type StrengthAnswer = PasswordStrength & { id: number }

let worker: Worker | undefined
let asked = 0

/** Begins to load the estimator, beside the page: its word lists would hold up whoever is typing. */
export function prepareStrength(): Worker {
  worker ??= new Worker(new URL('./strength-worker.ts', import.meta.url), { type: 'module' })
  return worker
}

/**
 * Asks how hard a password is to guess. Where the estimator cannot be loaded there is no answer, and no harm.
 * @returns what ends the wait for the answer
 */
export function askStrength(
  question: Omit<StrengthQuestion, 'id'>,
  onAnswer: (strength: PasswordStrength) => void,
): () => void {
  const estimator = prepareStrength()
  asked += 1
  const id = asked
  const listen = ({ data }: MessageEvent<StrengthAnswer>) => {
    if (data.id === id) onAnswer(data)
  }
  estimator.addEventListener('message', listen)
  estimator.postMessage({ id, ...question } satisfies StrengthQuestion)
  return () => estimator.removeEventListener('message', listen)
}
