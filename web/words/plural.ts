/** The plural forms of a text. `other` is the default. `#` is the number. */
export type PluralForms = { other: string } & { [Form in Intl.LDMLPluralRule]?: string }

/**
 * Returns the plural helper of one language. English has the forms `one` and `other`; Polish, for example, also has
 * `few` and `many`. Pass no names in the forms: a `#` in them would become the number.
 */
export function pluralIn(language: string) {
  const rules = new Intl.PluralRules(language)
  return (count: number, forms: PluralForms): string =>
    (forms[rules.select(count)] ?? forms.other).replaceAll('#', String(count))
}
