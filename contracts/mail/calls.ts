import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import {
  mailPage,
  mailQuery,
  mail as mailSchema,
  mailSettingsChange,
  mailSetup,
  mailTemplate,
  mailTemplateKey,
  mailTemplateText,
  renderedMail,
  testMail,
  testMailResult,
} from './schemas.ts'

const { get, post, patch, remove } = callsOf('Mail')

export const mail = {
  setup: get('/v1/mail/settings', 'Get the SMTP server, without its password', 'mail.read').output(mailSetup),
  change: patch(
    '/v1/mail/settings',
    'Save the SMTP server; a new host, port, encryption or username needs the password again',
    'mail.write',
    { recent: true },
  )
    .input(mailSettingsChange)
    .output(mailSetup),
  turnOff: remove('/v1/mail/settings', 'Remove the SMTP server; waiting mails are cancelled', 'mail.write', {
    recent: true,
  }).output(nothing),
  test: post(
    '/v1/mail/test',
    'Send a test mail with the saved settings, and wait for the result',
    'mail.write',
  )
    .input(testMail)
    .output(testMailResult),
  templates: get('/v1/mail/templates', 'List the templates of all mails', 'mail.read').output(
    z.object({ items: z.array(mailTemplate) }),
  ),
  changeTemplate: patch(
    '/v1/mail/templates/{kind}',
    'Change a template; an unknown placeholder is refused',
    'mail.write',
  )
    .input(mailTemplateText)
    .output(mailTemplate),
  resetTemplate: remove('/v1/mail/templates/{kind}', 'Use the text of this release again', 'mail.write')
    .input(mailTemplateKey)
    .output(mailTemplate),
  preview: post('/v1/mail/templates/{kind}/preview', 'Render a template with example values', 'mail.read')
    .input(mailTemplateText)
    .output(renderedMail),
  list: get('/v1/mails', 'List mails, newest first', 'mail.read').input(mailQuery).output(mailPage),
  resend: post(
    '/v1/mails/{id}/resend',
    'Send a mail again; a link in it is new, and the earlier link stops working',
    'mail.send',
    { status: 201 },
  )
    .input(byId)
    .output(mailSchema),
}
