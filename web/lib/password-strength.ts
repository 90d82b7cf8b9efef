export interface PasswordStrength {
  /** 0 (guessed at once) to 4 (out of reach). */
  score: 0 | 1 | 2 | 3 | 4
  /** Why the password is weak, and how to improve it. Empty for a strong password. */
  advice: string
}

type Estimate = (password: string, known: readonly string[]) => PasswordStrength

// The estimator uses lists of common passwords. Its time grows with the length.
const judgedLength = 64

/** Loads the estimator with its word lists: several hundred kB, so only when a password field gets the focus. */
export async function loadPasswordStrength(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  const estimator = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  })
  return (password, known) => {
    const { score, feedback } = estimator.check(password.slice(0, judgedLength), [...known])
    const advice = [feedback.warning, ...feedback.suggestions].filter(Boolean).join(' ')
    return { score, advice: score >= 3 ? '' : advice }
  }
}
