import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { MailFacts } from './mail-facts.tsx'
import { MailSettingsForm } from './mail-settings-form.tsx'
import { TestMailForm } from './test-mail.tsx'
import { TurnOffMail } from './turn-off-mail.tsx'

const text = words.mail

// A reload in the background must not discard what is typed.
export const useMailSetup = () => useQuery({ ...api.mail.setup.queryOptions(), refetchOnWindowFocus: false })

interface MailSetupProps {
  setup: ReturnType<typeof useMailSetup>
  /** The address of the signed-in user. */
  email: string
}

/** The SMTP server and its test. */
export function MailSetup({ setup, email }: MailSetupProps) {
  const mayChange = useMay()('mail.write')
  if (!setup.data)
    return (
      <Panel>
        {setup.isError ? (
          <LoadError error={setup.error} onRetry={() => void setup.refetch()} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Panel>
    )
  const { settings, linkOrigin, linkOriginIsPublic } = setup.data
  return (
    <>
      {settings === null && <Notice tone="quiet">{text.notSetUp}</Notice>}
      <Panel>
        <PanelTitle>{text.server}</PanelTitle>
        {mayChange ? (
          <MailSettingsForm key={settings === null ? 'new' : 'saved'} settings={settings} />
        ) : (
          <MailFacts settings={settings} />
        )}
      </Panel>
      <Notice tone={linkOriginIsPublic ? 'quiet' : 'warn'}>
        <Sentence text={text.linksStartWith} values={[linkOrigin]} />
        {!linkOriginIsPublic && <> {text.linksAreLocal}</>}
      </Notice>
      {settings !== null && mayChange && (
        <>
          <Panel>
            <PanelTitle>{text.test}</PanelTitle>
            <TestMailForm to={email} />
          </Panel>
          <TurnOffMail />
        </>
      )}
    </>
  )
}
