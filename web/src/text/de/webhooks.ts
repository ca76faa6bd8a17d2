/** Texts about subscriptions and what was delivered to them, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { webhooks as english } from '../en/webhooks.ts';

export const webhooks: CatalogueOf<typeof english> = {
  'webhooks.title': 'Abonnements',
  'webhooks.lead':
    'Wer von Änderungen erfährt, über einen WebSocket oder an einer Web-Adresse (Webhook), und was dort zugestellt wurde.',
  'webhooks.none': 'Niemand hat etwas abonniert.',
  'webhooks.blacklisted': 'Gesperrt',
  'webhooks.blacklistedLead':
    'Seit {time} wird an {address} nichts mehr zugestellt. Verloren ist nichts: Bringen Sie in Ordnung, was dort antwortet, und setzen Sie dann fort; es erfährt alles, was es versäumt hat.',
  'webhooks.reason': 'Grund: {reason}',
  'webhooks.active': 'Aktiv',
  'webhooks.suspended': 'Unterbrochen',
  'webhooks.suspended.SignedOut':
    '{owner} wurde bei {app} abgemeldet: Bis {app} sich wieder anmeldet und das Abonnement erneuert, wird nichts mitgeteilt. Danach kommt alles, was fehlte.',
  'webhooks.suspended.OwnerNotActive': '{owner} ist nicht aktiv: Bis das wieder so ist, wird nichts mitgeteilt.',
  'webhooks.suspended.RoleMissing':
    '{owner} hat keine Rolle mehr, die das Lesen erlaubt: Bis es wieder eine gibt, wird nichts mitgeteilt.',
  'webhooks.owner': 'Für',
  'webhooks.app': 'Über',
  'webhooks.filters': 'Erfährt von',
  'webhooks.created': 'Seit',
  'webhooks.expires': 'Bis',
  'webhooks.waiting': { one: '{count} Zustellung wartet', other: '{count} Zustellungen warten' },
  'webhooks.WebHook': 'Webhook',
  'webhooks.WebSocket': 'WebSocket',
  'webhooks.sockets': { one: '{count} WebSocket', other: '{count} WebSockets' },
  'webhooks.deliveries': 'Zustellungen',
  'webhooks.deliveriesOf': 'Zustellungen an {address}',
  'webhooks.back': 'Alle Abonnements',
  'webhooks.resume': 'Fortsetzen',
  'webhooks.resumeOf': '{address} fortsetzen',
  'webhooks.resumeTitle': 'Diesen Webhook fortsetzen?',
  'webhooks.resumeLead':
    'Beckon fragt zuerst {address}, ob dort etwas ankommen soll. Wenn ja, wird alles Fehlgeschlagene neu zugestellt, das Älteste zuerst, und danach, was seither geschehen ist.',
  'webhooks.resumeLead2':
    'Antwortet sie nicht, wie sie soll, ändert sich nichts, und Sie sehen, warum. Es geht um das, was {owner} über {app} abonniert hat; im Protokoll steht es, wenn es nicht Ihr eigenes ist.',
  'webhooks.resumeAct': 'Fortsetzen',
  'webhooks.resumed': 'Der Webhook ist wieder aktiv.',
  'webhooks.status': 'Zeigen',
  'webhooks.status.all': 'Alle',
  'webhooks.status.Waiting': 'Wartend',
  'webhooks.status.Delivered': 'Zugestellt',
  'webhooks.status.Failed': 'Fehlgeschlagen',
  'webhooks.noDeliveries': 'Eine solche Zustellung gibt es nicht.',
  'webhooks.more': 'Ältere Zustellungen zeigen',
  'webhooks.next': 'Nächster Versuch {time}',
  'webhooks.attempts': { one: '{count} Versuch', other: '{count} Versuche' },
  'webhooks.attemptTime': 'Zeit',
  'webhooks.attemptAnswer': 'Antwort',
  'webhooks.attemptLatency': 'Dauer',
  'webhooks.attemptReason': 'Warum er nicht zählte',
  'webhooks.noAnswer': 'keine',
  'webhooks.body': 'Was gesendet wurde',
  'webhooks.replay': 'Wiederholen',
  'webhooks.replayOf': 'Zustellung {number} wiederholen',
  'webhooks.replayTitle': 'Diese Zustellung wiederholen?',
  'webhooks.replayLead':
    'Derselbe Inhalt geht noch einmal an {address}, mit derselben Kennung. Das Programm dort kennt ihn vielleicht schon und muss ihn zweimal vertragen.',
  'webhooks.replayed': 'Sie wird noch einmal gesendet.',
  'webhooks.replaySince': 'Wiederholen ab …',
  'webhooks.replaySinceTitle': 'Alles ab einer Zeit wiederholen',
  'webhooks.replaySinceLead':
    'Jede Zustellung seit dieser Zeit, die noch im Protokoll steht, geht noch einmal an {address}, der Reihe nach und mit denselben Kennungen, auch angekommene. Das Programm dort muss sie zweimal vertragen.',
  'webhooks.since': 'Ab',
  'webhooks.replaySinceAct': 'Wiederholen',
  'webhooks.replayedCount': {
    one: '{count} Zustellung wird noch einmal gesendet.',
    other: '{count} Zustellungen werden noch einmal gesendet.',
  },
  'webhooks.filter.messages': 'kommenden und geänderten Nachrichten',
  'webhooks.filter.newMessages': 'neuen Nachrichten',
  'webhooks.filter.presence': 'Erreichbarkeit',
  'webhooks.filter.extensions': 'geänderten Personen und Abteilungen',
  'webhooks.filter.directory': 'dem Verzeichnis',
  'webhooks.filter.other': 'anderen Änderungen',
  'webhooks.nobody': 'jemand, den es nicht mehr gibt',
};
