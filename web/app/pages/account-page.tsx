import { useRouteContext } from '@tanstack/react-router'
import { ChangeEmailForm } from '../../features/session/change-email-form.tsx'
import { ChangePasswordForm } from '../../features/session/change-password-form.tsx'
import { OwnSessions } from '../../features/session/own-sessions.tsx'
import { PasskeysPanel } from '../../features/session/passkeys/passkeys-panel.tsx'
import { TwoFactorPanel } from '../../features/session/two-factor/two-factor-panel.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { KeyTables } from '../keys/key-tables.tsx'
import { ThemeField } from '../shell/theme-field.tsx'

const text = words.account

/** The settings of the signed-in staff user. */
export function AccountPage() {
  const { viewer } = useRouteContext({ from: '/staff' })
  return (
    <>
      <PageHeader title={text.title} />
      <p className="-mt-2 mb-4 text-muted wrap-anywhere">
        <Sentence text={text.signedInAs} values={[viewer.name, viewer.email]} />
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-4">
          <Panel>
            <PanelTitle>{text.password}</PanelTitle>
            <div className="px-4 py-4">
              <ChangePasswordForm email={viewer.email} />
            </div>
          </Panel>
          <Panel>
            <PanelTitle>{text.email}</PanelTitle>
            <div className="px-4 py-4">
              <ChangeEmailForm />
            </div>
          </Panel>
          <Panel>
            <PanelTitle>{words.twoFactor.title}</PanelTitle>
            <TwoFactorPanel />
          </Panel>
          <Panel>
            <PanelTitle>{words.passkeys.title}</PanelTitle>
            <PasskeysPanel />
          </Panel>
          <Panel>
            <PanelTitle>{text.sessions}</PanelTitle>
            <OwnSessions />
          </Panel>
        </div>
        <div className="space-y-4">
          <Panel>
            <PanelTitle>{text.theme}</PanelTitle>
            <div className="px-4 py-4">
              <ThemeField />
            </div>
          </Panel>
          <Panel>
            <PanelTitle>{text.api}</PanelTitle>
            <div className="space-y-3 px-4 py-4">
              <p className="text-muted">{text.apiHelp}</p>
              <a href="/docs" className={buttonClass('secondary')}>
                {text.apiDocs}
              </a>
            </div>
          </Panel>
          {/* Phones have no keyboard. "?" shows the shortcuts in any window. */}
          <Panel className="max-sm:hidden">
            <PanelTitle>{text.keys}</PanelTitle>
            <div className="px-4 py-4">
              <KeyTables />
            </div>
          </Panel>
        </div>
      </div>
    </>
  )
}
