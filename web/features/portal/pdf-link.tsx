import { Download } from 'lucide-react'
import { buttonClass } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'

const text = words.portal.billing

/** Downloads an own document. @param name for example "Invoice INV-7" */
export const PdfLink = ({ id, name }: { id: string; name: string }) => (
  <a
    href={`/api/v1/portal/invoices/${id}/pdf`}
    download
    aria-label={text.pdfOf(name)}
    className={buttonClass('secondary', 'sm')}
  >
    <Download aria-hidden className="size-4" />
    {text.pdf}
  </a>
)
