import type { Violation } from './violation.ts'

/** Text that must not contain a secret, and its source. */
export interface Text {
  readonly from: string
  readonly text: string
}

/** Plain, as JSON (once and twice), in a URL, and in base64. */
function formsOf(secret: string): string[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
  const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '')
  return [
    ...new Set([
      secret,
      inJson(secret),
      inJson(inJson(secret)),
      encodeURIComponent(secret),
      base64,
      base64.replaceAll('+', '-').replaceAll('/', '_'),
    ]),
  ]
}

/** @param secrets by their names in a report, which itself must not show them */
export function findSecrets(texts: readonly Text[], secrets: Readonly<Record<string, string>>): Violation[] {
  const wanted = Object.entries(secrets).map(([name, secret]) => ({ name, forms: formsOf(secret) }))
  const found = texts.flatMap(({ from, text }) =>
    wanted
      .filter(({ forms }) => forms.some((form) => text.includes(form)))
      .map(
        ({ name }): Violation => ({
          rule: 'no-secret',
          message: `The ${name} is in ${from}.`,
          ids: { where: from },
        }),
      ),
  )
  return [...new Map(found.map((violation) => [violation.message, violation])).values()]
}
