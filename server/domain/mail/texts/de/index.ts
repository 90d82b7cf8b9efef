import type { MailTexts } from '../template-text.ts'

/** The mails of this release in German. */
export const de: MailTexts = {
  factorChanges: {
    'totp-added': 'Eine Authenticator-App wurde eingerichtet.',
    'totp-removed': 'Die Authenticator-App und die Wiederherstellungscodes wurden entfernt.',
    'codes-replaced': 'Die Wiederherstellungscodes wurden ersetzt.',
    'passkey-added': 'Ein Passkey wurde hinzugefügt.',
    'passkey-removed': 'Ein Passkey wurde entfernt.',
    reset: 'Unser Team hat die Zwei-Faktor-Anmeldung ausgeschaltet und alle Passkeys entfernt.',
  },
  documents: {
    pay: (amount, date) => `Bitte zahlen Sie ${amount} bis zum ${date}.`,
    payLate: (amount, date) => `Bitte zahlen Sie ${amount}. Der Betrag war am ${date} fällig.`,
    settledPart: (settled, total) => `${settled} von ${total} sind bereits beglichen.`,
    settled: 'Die Rechnung ist beglichen. Es ist nichts zu zahlen.',
    cancelled: 'Die Rechnung wurde storniert. Es ist nichts zu zahlen.',
    accountHolder: 'Kontoinhaber',
    bank: 'Bank',
    reference: 'Verwendungszweck',
    ask: (company, email) =>
      email === ''
        ? `Fragen Sie ${company}, wie Sie zahlen können.`
        : `Fragen Sie ${company}, wie Sie zahlen können: ${email}`,
    nothingDue: (invoice) => `Für die Rechnung ${invoice} ist nichts mehr zu zahlen.`,
    stillDue: (amount, invoice) => `Für die Rechnung ${invoice} sind noch ${amount} zu zahlen.`,
    accountCredit: (amount) => `Ihr Guthaben beträgt ${amount}. Es wird für spätere Rechnungen verwendet.`,
  },
  templates: {
    invitation: {
      subject: 'Ihr Zugang bei {{sender}}',
      text: `Guten Tag {{name}},

{{sender}} hat einen Zugang für Sie angelegt. Legen Sie hier Ihr Passwort fest:

{{link}}

Der Link gilt einmal und {{validity}} lang. Danach melden Sie sich unter {{signInUrl}} an.`,
    },
    'password-reset': {
      subject: 'Neues Passwort festlegen',
      text: `Guten Tag {{name}},

für Ihren Zugang bei {{sender}} wurde ein neues Passwort angefordert. Legen Sie es hier fest:

{{link}}

Der Link gilt einmal und {{validity}} lang. Wenn Sie ihn verwenden, werden Sie überall abgemeldet.

Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht. Ihr Passwort bleibt unverändert.`,
    },
    welcome: {
      subject: 'Ihr Hosting-Konto ist bereit',
      text: `Guten Tag {{name}},

Ihr Hosting-Konto ist aktiv.

Control-Panel: {{panelUrl}}
Benutzername: {{username}}

Legen Sie hier das Passwort für Ihren Zugang bei {{sender}} fest:

{{link}}

Der Link gilt einmal und {{validity}} lang. Wenn Sie bereits ein Passwort haben, melden Sie sich unter {{signInUrl}} an.`,
    },
    'email-confirmation': {
      subject: 'Neue E-Mail-Adresse bestätigen',
      text: `Guten Tag {{name}},

diese Adresse wurde als neue E-Mail-Adresse Ihres Zugangs bei {{sender}} eingetragen. Bestätigen Sie sie hier:

{{link}}

Der Link gilt einmal und {{validity}} lang. Bis dahin gilt Ihre bisherige Adresse.

Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht.`,
    },
    'email-changed': {
      subject: 'Die E-Mail-Adresse Ihres Zugangs wurde geändert',
      text: `Guten Tag {{name}},

die E-Mail-Adresse Ihres Zugangs bei {{sender}} wurde von {{oldEmail}} in {{newEmail}} geändert.

Wenn Sie damit nicht gerechnet haben, melden Sie sich bitte sofort bei {{sender}}.`,
    },
    'password-changed': {
      subject: 'Ihr Passwort wurde geändert',
      text: `Guten Tag {{name}},

das Passwort Ihres Zugangs bei {{sender}} wurde geändert. Sie wurden überall abgemeldet.

Wenn Sie damit nicht gerechnet haben, melden Sie sich bitte sofort bei {{sender}}.`,
    },
    'factors-changed': {
      subject: 'Ihre Anmeldung wurde geändert',
      text: `Guten Tag {{name}},

die Anmeldung Ihres Zugangs bei {{sender}} wurde geändert: {{change}}

Wenn Sie damit nicht gerechnet haben, melden Sie sich bitte sofort bei {{sender}}.`,
    },
    'provisioning-failed': {
      subject: 'Nicht erstellt: {{username}} auf {{server}}',
      text: `Das Hosting-Konto „{{username}}“ von {{customer}} auf {{server}} wurde nicht erstellt.

{{problem}}

{{remedy}}

Zum Vorgang: {{operationUrl}}`,
    },
    'server-alert': {
      subject: 'Warnung: {{server}}',
      text: `{{problem}}

{{effect}}

{{remedy}}

Zur Seite „Server“: {{serverUrl}}`,
    },
    'webhook-disabled': {
      subject: 'Webhook-Endpunkt ausgeschaltet: {{endpoint}}',
      text: `Der Webhook-Endpunkt {{endpoint}} hat lange kein Ereignis angenommen oder gemeldet, dass es ihn nicht mehr gibt. Er wurde ausgeschaltet und erhält keine Ereignisse.

{{problem}}

Beheben Sie die Störung beim Empfänger. Schalten Sie den Endpunkt dann auf der Seite „Webhooks“ wieder ein: {{webhooksUrl}}`,
    },
    invoice: {
      subject: 'Rechnung {{number}} von {{sender}}',
      text: `Guten Tag {{name}},

Ihre Rechnung {{number}} vom {{issuedOn}} liegt als PDF bei. Der Gesamtbetrag ist {{total}}.

{{payment}}

Die Rechnung in Ihrem Kundenbereich: {{documentUrl}}`,
    },
    'credit-note': {
      subject: 'Rechnungskorrektur {{number}} von {{sender}}',
      text: `Guten Tag {{name}},

Ihre Rechnungskorrektur {{number}} vom {{issuedOn}} liegt als PDF bei. Sie schreibt Ihnen {{total}} der Rechnung {{invoice}} gut.

{{effect}}

Die Rechnungskorrektur in Ihrem Kundenbereich: {{documentUrl}}`,
    },
    'payment-reminder': {
      subject: 'Fällig am {{dueOn}}: {{invoices}}',
      text: `Guten Tag {{name}},

am {{dueOn}} sind {{amount}} für {{invoices}} fällig.

Ihre Rechnungen und Zahlungsmöglichkeiten finden Sie hier: {{signInUrl}}

Wenn Sie bereits gezahlt haben, ignorieren Sie diese Nachricht.`,
    },
    'payment-overdue': {
      subject: 'Überfällig: {{invoices}}',
      text: `Guten Tag {{name}},

{{amount}} für {{invoices}} waren am {{dueOn}} fällig. Wir haben noch keine Zahlung erhalten.

Bitte zahlen Sie jetzt. Ihre Rechnungen und Zahlungsmöglichkeiten finden Sie hier: {{signInUrl}}

Wenn Sie bereits gezahlt haben, ignorieren Sie diese Nachricht.`,
    },
    'hosting-suspended': {
      subject: 'Ihr Hosting wird gesperrt: {{invoices}} ist überfällig',
      text: `Guten Tag {{name}},

{{amount}} für {{invoices}} waren am {{dueOn}} fällig. Wir haben keine Zahlung erhalten. Ihr Hosting wird gesperrt: {{usernames}}. Ihre Daten bleiben erhalten.

Sobald Ihre Zahlung eingegangen ist, wird es automatisch wieder freigeschaltet. Ihre Rechnungen und Zahlungsmöglichkeiten finden Sie hier: {{signInUrl}}`,
    },
    'billing-alert': {
      subject: 'Warnung der Abrechnung',
      text: `{{problem}}

{{effect}}

{{remedy}}

Zur Seite: {{pageUrl}}`,
    },
    'backup-failed': {
      subject: 'Die geplante Sicherung ist fehlgeschlagen',
      text: `Die geplante Sicherung von NextPanel Billing ist fehlgeschlagen.

{{problem}}

{{effect}}

{{remedy}}

Zum Status: {{statusUrl}}`,
    },
  },
}
