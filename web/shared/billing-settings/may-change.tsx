import type { ReactNode } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { useMay } from '../session/may.tsx'

/** Disables all fields and buttons inside for users who cannot change the settings, and says so. */
export function MayChange({ children }: { children: ReactNode }) {
  const may = useMay()('billing.settings')
  return (
    <>
      {!may && (
        <Notice tone="quiet" className="mb-4">
          {words.billingSettings.readOnly}
        </Notice>
      )}
      <fieldset disabled={!may} className="min-w-0">
        {children}
      </fieldset>
    </>
  )
}
