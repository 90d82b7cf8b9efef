import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKinds, mailLanguages } from '#contracts/mail/kinds.ts'
import { examplesOf } from './placeholders.ts'
import { checkTemplate, renderMail } from './render.ts'
import { mailTexts } from './texts/index.ts'

const template = (text: string, subject = 'Hello') => ({ subject, text })

describe('A template', () => {
  it.each(
    mailLanguages.flatMap((language) => mailKinds.map((kind) => [language, kind] as const)),
  )('of this release is valid and complete (%s, %s)', (language, kind) => {
    const own = mailTexts[language].templates[kind]
    checkTemplate(kind, own)
    const { subject, text, html } = renderMail(own, examplesOf(kind, language))
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|undefined/)
  })

  it.each([
    ['text', template('Your password is {{password}}.'), '{{password}}'],
    ['text', template('{{link}} {{__proto__}}'), '{{__proto__}}'],
    ['text', template('{{link}} {{constructor}}'), '{{constructor}}'],
    ['text', template('{{link}} {{ name }}'), '{{ name }}'],
    ['subject', template('{{link}}', '{{panelUrl}}'), '{{panelUrl}}'],
    ['subject', template('{{link}}', 'Reset {{link}}'), '{{link}}'],
    ['text', template('{{link}} {{name'), 'not complete'],
    ['text', template('{{link}} {{{{name}}}}'), 'not complete'],
    ['text', template('No link here, {{name}}.'), '{{link}}'],
  ])('is refused in its %s: %j', (path, wrong, named) => {
    expect(() => checkTemplate('password-reset', wrong)).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        message: expect.stringContaining(named),
        errors: [expect.objectContaining({ path })],
      }),
    )
  })

  it('writes a value of several lines as lines, each safe, and as one line in the subject', () => {
    const values = { payment: ['Pay <now>', 'IBAN:\r\n\r\nDE89 {{name}}'], name: 'Ada' }
    const { subject, text, html } = renderMail(template('A\n\n{{payment}}\n\nB', '{{payment}}'), values)
    expect(subject).toBe('Pay <now> IBAN: DE89 {{name}}')
    expect(text).toBe('A\n\nPay <now>\nIBAN: DE89 {{name}}\n\nB')
    expect(html).toContain('<p>Pay &lt;now&gt;<br>\nIBAN: DE89 {{name}}</p>')
  })

  it('escapes values in HTML, keeps them on one line, and fills no placeholder inside a value', () => {
    const name = '<img src=x onerror=alert(1)>\r\n"{{link}}" & \u202Eevil'
    const mail = renderMail(template('Hello {{name}},\n{{link}}', 'For {{name}}'), {
      name,
      link: 'https://billing.example.com/set-password#t',
    })
    expect(mail.html).not.toContain('<img')
    expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(mail.html.match(/<a /g)).toHaveLength(1)
    expect(mail.subject).not.toMatch(/[\r\n\u202E]/)
    expect(mail.text.split('\n')).toHaveLength(2)
    expect(mail.text).toContain('{{link}}')
  })

  it('makes a link only of an address of http or https', () => {
    const { html } = renderMail(template('{{link}}'), { link: 'javascript:alert(1)' })
    expect(html).not.toContain('<a')
  })

  it('never lets a value add a tag or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { html } = renderMail(template('{{name}} {{link}}'), {
          name: value,
          link: `https://x/${value}`,
        })
        expect(html.replace(/<\/?(?:html|body|p|a)>|<a href="[^"<>]*">|<!doctype html>/g, '')).not.toMatch(
          /[<>"]/,
        )
      }),
    )
  })
})
