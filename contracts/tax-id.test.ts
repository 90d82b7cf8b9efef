import { expect, it } from 'vitest'
import { plainTaxId, problemOfTaxId } from './tax-id.ts'

it.each([
  ['DE 123 456 789', 'DE', null],
  ['ATU12345678', 'AT', null],
  ['EL123456789', 'GR', null],
  ['ESB12345678', 'ES', null],
  ['XI123456789', 'GB', null],
  ['12-3456789', 'US', null],
  // A national number without a prefix: only the country knows its form.
  ['12/345/67890', 'DE', null],
  ['DE123456789', null, null],
  ['DE12345678', 'DE', 'A VAT ID of DE has another form'],
  ['DE123456789', 'FR', 'begins with DE, but the country is FR'],
  ['GR123456789', 'GR', null],
])('%s in %s: %s', (text, country, reason) => {
  const problem = problemOfTaxId(plainTaxId(text), country)
  if (reason === null) expect(problem).toBeNull()
  else expect(problem).toContain(reason)
})
