import {
  changeMailSettings,
  changeMailTemplate,
  getMailSetup,
  listMails,
  listMailTemplates,
  previewMailTemplate,
  resendMail,
  resetMailTemplate,
  sendTestMail,
  turnOffMail,
} from '#server/domain/mail/index.ts'
import { os, verb } from '../implement.ts'

export const mail = {
  setup: os.mail.setup.handler(verb(getMailSetup)),
  change: os.mail.change.handler(verb(changeMailSettings)),
  turnOff: os.mail.turnOff.handler(verb(turnOffMail)),
  test: os.mail.test.handler(verb(sendTestMail)),
  templates: os.mail.templates.handler(verb(listMailTemplates)),
  changeTemplate: os.mail.changeTemplate.handler(verb(changeMailTemplate)),
  resetTemplate: os.mail.resetTemplate.handler(verb(resetMailTemplate)),
  preview: os.mail.preview.handler(verb(previewMailTemplate)),
  list: os.mail.list.handler(verb(listMails)),
  resend: os.mail.resend.handler(verb(resendMail)),
}
