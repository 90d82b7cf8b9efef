export type Column = 'date' | 'amount' | 'currency' | 'payer' | 'reference'

/** The names that banks give their columns, without case, spaces and accents. The first that is found counts. */
const names: Readonly<Record<Column, readonly string[]>> = {
  date: [
    'bookedon',
    'bookingdate',
    'date',
    'transactiondate',
    'completeddate',
    'posteddate',
    'buchungstag',
    'buchungsdatum',
    'datum',
    'valuedate',
    'valutadatum',
    'valuta',
    'dateoperation',
    'fecha',
    'data',
    'startdate',
  ],
  amount: [
    'amount',
    'betrag',
    'umsatz',
    'betrageur',
    'amounteur',
    'montant',
    'importe',
    'importo',
    'bedrag',
    'credit',
    'paidin',
  ],
  currency: ['currency', 'wahrung', 'waehrung', 'devise', 'moneda', 'divisa', 'munt'],
  payer: [
    'payer',
    'name',
    'payername',
    'counterparty',
    'counterpartyname',
    'sender',
    'auftraggeber',
    'auftraggeberbegunstigter',
    'beguenstigterzahlungspflichtiger',
    'begunstigterzahlungspflichtiger',
    'namezahlungsbeteiligter',
    'zahlungspflichtiger',
    'zahlungspflichtigerr',
    'partnername',
    'nom',
    'nombre',
    'naam',
  ],
  reference: [
    'reference',
    'paymentreference',
    'verwendungszweck',
    'purpose',
    'remittanceinformation',
    'description',
    'details',
    'memo',
    'message',
    'libelle',
    'concepto',
    'causale',
    'omschrijving',
  ],
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

/** Returns the index of each column that the file has. */
export function columnsOf(columns: readonly string[]): ReadonlyMap<Column, number> {
  const known = columns.map(plain)
  const found = new Map<Column, number>()
  for (const column of ['date', 'amount', 'currency', 'payer', 'reference'] as const) {
    const name = names[column].find((each) => known.includes(each))
    if (name !== undefined) found.set(column, known.indexOf(name))
  }
  return found
}
