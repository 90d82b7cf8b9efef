import { readableIban } from '#contracts/iban.ts'
import type { PortalBalance } from '#contracts/portal/billing-schemas.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { Facts } from '../../ui/page.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.portal.billing

interface HowToPayProps extends Pick<PortalBalance, 'bankDetails' | 'company'> {
  /** The text of the bank transfer. Null: there is no open invoice. */
  reference: string | null
}

/** The bank account and the text for a transfer, or the company to ask. */
export function HowToPay({ bankDetails, company, reference }: HowToPayProps) {
  if (!bankDetails)
    return <p className="px-4 py-3 text-muted">{text.askCompany(company.legalName, company.email)}</p>
  const { accountHolder, iban, bic, bank, note } = bankDetails
  return (
    <>
      <Facts
        items={[
          [text.accountHolder, <UserText key="holder">{accountHolder}</UserText>],
          [
            text.iban,
            <CopyValue key="iban" label={text.iban} value={iban}>
              {readableIban(iban)}
            </CopyValue>,
          ],
          ...(bic ? ([[text.bic, bic]] as const) : []),
          ...(bank ? ([[text.bank, <UserText key="bank">{bank}</UserText>]] as const) : []),
          ...(reference
            ? ([
                [text.reference, <CopyValue key="reference" label={text.reference} value={reference} />],
              ] as const)
            : []),
        ]}
      />
      {note && (
        <p className="px-4 pb-3 text-muted">
          <UserText>{note}</UserText>
        </p>
      )}
    </>
  )
}
