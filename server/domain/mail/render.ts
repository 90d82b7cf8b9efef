import type { MailKind } from '#contracts/mail/kinds.ts'
import type { RenderedMail } from '#contracts/mail/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { type MailValues, placeholders } from './placeholders.ts'
import type { TemplateText } from './texts/template-text.ts'

const longestValue = 500
const known = /\{\{([A-Za-z]{1,40})\}\}/g
// A value must not start a line, a header or a tag of its own, or turn the direction of the text around it.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

const plainValue = (value: string): string =>
  value
    .slice(0, 2 * longestValue)
    .toWellFormed()
    .replace(unsafe, ' ')
    .trim()
    .slice(0, longestValue)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const filled = (text: string, fill: (name: string) => string): string =>
  text.replace(known, (_, name: string) => fill(name))

/**
 * Replaces the placeholders. Values are text: they are escaped in HTML, and placeholders in a value stay as
 * they are. The HTML is made from the text: paragraphs, line breaks, and links for placeholders that are
 * addresses.
 */
export function renderMail({ subject, text }: TemplateText, values: MailValues): RenderedMail {
  const linesOf = (name: string) => [values[name] ?? ''].flat().map(plainValue)
  const inLine = (name: string) => linesOf(name).join(' ')
  const inHtml = (name: string) => {
    const lines = linesOf(name)
    const [value = ''] = lines
    return (name === 'link' || name.endsWith('Url')) && /^https?:\/\//.test(value)
      ? `<a href="${escaped(value)}">${escaped(value)}</a>`
      : lines.map(escaped).join('\n')
  }
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${filled(escaped(paragraph), inHtml).replaceAll('\n', '<br>\n')}</p>`)
  return {
    subject: filled(subject, inLine),
    text: filled(text, (name) => linesOf(name).join('\n')),
    html: `<!doctype html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`,
  }
}

function refuse(field: 'subject' | 'text', message: string): never {
  throw fieldRefusal('invalid-body', field, 'invalid', message)
}

/** @throws {Refusal} invalid-body that names a placeholder which the kind does not have, or which is missing */
export function checkTemplate(kind: MailKind, template: TemplateText): void {
  const allowed = placeholders[kind]
  const list = Object.keys(allowed)
    .map((name) => `{{${name}}}`)
    .join(', ')
  for (const field of ['subject', 'text'] as const) {
    const found = template[field]
    for (const [whole, name = ''] of found.matchAll(/\{\{([^{}]{0,60})\}\}/g))
      if (!Object.hasOwn(allowed, name))
        refuse(field, `The placeholder ${whole} does not exist in this mail. Use one of: ${list}.`)
    if (/\{\{|\}\}/.test(filled(found, () => '')))
      refuse(field, `A placeholder is not complete. Write it like {{name}}. This mail has: ${list}.`)
    if (field === 'subject' && found.includes('{{link}}'))
      refuse(field, 'The placeholder {{link}} is not allowed in the subject. Write it in the text.')
  }
  for (const [name, { required }] of Object.entries(allowed))
    if (required && !template.text.includes(`{{${name}}}`))
      refuse('text', `The placeholder {{${name}}} is required in this mail. Add it to the text.`)
}
