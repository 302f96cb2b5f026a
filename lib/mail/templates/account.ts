import { z } from 'zod';
import { type Block, type Letter, type MailLocale, named, oneLine, type Voice } from '../letter.ts';
import { template } from '../template.ts';

const words = {
  en: {
    reason: (shop: string) => `You receive this message because this address was given at ${shop}.`,
    ignore: 'If it was not you, you need not do anything: nothing has changed.',
    minutes: (minutes: number) =>
      minutes % 60 === 0
        ? `The link works once, for ${minutes === 60 ? 'an hour' : `${minutes / 60} hours`}.`
        : `The link works once, for ${minutes} minutes.`,
    welcome: {
      subject: (shop: string) => `Welcome to ${shop}`,
      heading: (name: string) => named('Welcome aboard', name),
      intro:
        'Your account is ready: your orders, addresses and wishlist are now in one place, and the next checkout is shorter.',
      button: 'Go to your account',
    },
    signIn: {
      subject: (shop: string) => `Your sign-in link for ${shop}`,
      heading: 'Sign in with one click',
      intro: 'Here is the link you asked for.',
      button: 'Sign in',
    },
    reset: {
      subject: (shop: string) => `A new password for ${shop}`,
      heading: 'Choose a new password',
      intro: 'Somebody, hopefully you, asked for a new password for this account.',
      button: 'Choose a password',
    },
    change: {
      subject: (shop: string) => `Confirm your new e-mail address at ${shop}`,
      heading: 'Is this your new address?',
      intro: (address: string, account?: string) =>
        account
          ? `Confirm ${address}, and the account of ${account} uses it from then on. Sign in to that account first; if it is not yours, leave the link alone.`
          : `Confirm ${address}, and we use it for your account from then on.`,
      button: 'Confirm this address',
    },
  },
  de: {
    reason: (shop: string) => `Sie erhalten diese Nachricht, weil diese Adresse bei ${shop} angegeben wurde.`,
    ignore: 'Waren Sie das nicht, müssen Sie nichts tun: Es hat sich nichts geändert.',
    minutes: (minutes: number) =>
      minutes % 60 === 0
        ? `Der Link gilt einmal, ${minutes === 60 ? 'eine Stunde' : `${minutes / 60} Stunden`} lang.`
        : `Der Link gilt einmal, ${minutes} Minuten lang.`,
    welcome: {
      subject: (shop: string) => `Willkommen bei ${shop}`,
      heading: (name: string) => named('Willkommen an Bord', name),
      intro:
        'Ihr Konto ist fertig: Bestellungen, Adressen und Merkzettel sind jetzt an einem Ort, und der nächste Einkauf geht schneller.',
      button: 'Zu Ihrem Konto',
    },
    signIn: {
      subject: (shop: string) => `Ihr Anmeldelink für ${shop}`,
      heading: 'Mit einem Klick anmelden',
      intro: 'Hier ist der Link, um den Sie gebeten haben.',
      button: 'Anmelden',
    },
    reset: {
      subject: (shop: string) => `Ein neues Passwort für ${shop}`,
      heading: 'Wählen Sie ein neues Passwort',
      intro: 'Jemand, hoffentlich Sie selbst, hat ein neues Passwort für dieses Konto angefordert.',
      button: 'Passwort wählen',
    },
    change: {
      subject: (shop: string) => `Bestätigen Sie Ihre neue E-Mail-Adresse bei ${shop}`,
      heading: 'Ist das Ihre neue Adresse?',
      intro: (address: string, account?: string) =>
        account
          ? `Bestätigen Sie ${address}, dann verwenden wir sie ab sofort für das Konto von ${account}. Melden Sie sich zuerst in diesem Konto an; ist es nicht Ihres, lassen Sie den Link unberührt.`
          : `Bestätigen Sie ${address}, dann verwenden wir sie ab sofort für Ihr Konto.`,
      button: 'Adresse bestätigen',
    },
  },
} satisfies Record<MailLocale, unknown>;

const linkProps = z.object({ url: z.url(), validMinutes: z.number().int().positive() });
const sampleLink = { url: 'https://shop.example/sign-in/sample-token', validMinutes: 15 };

function withLink(
  { url, validMinutes }: z.output<typeof linkProps>,
  voice: Voice,
  say: { subject: string; heading: string; intro: string; button: string },
): Letter {
  const { minutes, ignore, reason } = words[voice.locale];
  const blocks: Block[] = [
    { kind: 'paragraph', text: say.intro },
    { kind: 'button', label: say.button, url },
    { kind: 'note', text: `${minutes(validMinutes)} ${ignore}` },
  ];
  return {
    subject: say.subject,
    preview: say.intro,
    heading: say.heading,
    blocks,
    reason: reason(voice.shopName),
  };
}

export const welcome = template({
  props: z.object({ name: z.string(), accountUrl: z.url() }),
  sample: { name: 'Ada', accountUrl: 'https://shop.example/account' },
  letter: ({ name, accountUrl }, voice) => {
    const { welcome: say, reason } = words[voice.locale];
    return {
      subject: say.subject(voice.shopName),
      preview: say.intro,
      heading: say.heading(oneLine(name)),
      blocks: [
        { kind: 'paragraph', text: say.intro },
        { kind: 'button', label: say.button, url: accountUrl },
      ],
      reason: reason(voice.shopName),
    };
  },
});

export const signInLink = template({
  props: linkProps,
  sample: sampleLink,
  letter: (props, voice) => {
    const say = words[voice.locale].signIn;
    return withLink(props, voice, { ...say, subject: say.subject(voice.shopName) });
  },
});

export const passwordReset = template({
  props: linkProps,
  sample: { ...sampleLink, validMinutes: 60 },
  letter: (props, voice) => {
    const say = words[voice.locale].reset;
    return withLink(props, voice, { ...say, subject: say.subject(voice.shopName) });
  },
});

export const emailChange = template({
  // A mail that the release before queued does not name the account.
  props: linkProps.extend({ newEmail: z.email(), accountEmail: z.string().optional() }),
  sample: {
    ...sampleLink,
    validMinutes: 60,
    newEmail: 'ada@new.example',
    accountEmail: 'ada@old.example',
  },
  letter: (props, voice) => {
    const say = words[voice.locale].change;
    return withLink(props, voice, {
      ...say,
      subject: say.subject(voice.shopName),
      intro: say.intro(oneLine(props.newEmail), props.accountEmail && oneLine(props.accountEmail)),
    });
  },
});
