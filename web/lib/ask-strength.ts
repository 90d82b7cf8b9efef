import type { PasswordStrength } from './password-strength.ts'

export interface StrengthQuestion {
  id: number
  password: string
  known: readonly string[]
}
export type StrengthAnswer = PasswordStrength & { id: number }

let worker: Worker | undefined
let asked = 0

/** Starts to load the estimator in a worker. Its word lists would block the page during typing. */
export function prepareStrength(): Worker {
  worker ??= new Worker(new URL('./strength-worker.ts', import.meta.url), { type: 'module' })
  return worker
}

/**
 * Estimates how hard a password is to guess. If the estimator cannot be loaded, no result is reported.
 * @returns a function that stops waiting for the result
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
