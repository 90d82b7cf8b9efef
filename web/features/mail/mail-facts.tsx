import type { MailSettings } from '#contracts/mail/schemas.ts'
import { Facts } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const text = words.mail

/** The SMTP server for a role that cannot change it. */
export function MailFacts({ settings }: { settings: MailSettings | null }) {
  return (
    <>
      {settings !== null && (
        <Facts
          items={[
            [text.host, `${settings.host}:${settings.port}`],
            [text.encryption, text.tls[settings.tls]],
            [text.fromName, settings.fromName],
            [text.fromAddress, settings.fromAddress],
          ]}
        />
      )}
      <p className="px-4 pb-4 text-muted">{text.onlyOwners}</p>
    </>
  )
}
