/** Texts about how busy the server is, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { health as english } from '../en/health.ts';

export const health: CatalogueOf<typeof english> = {
  'health.title': 'Zustand',
  'health.lead':
    'Wie viel der Server in der letzten Stunde zu tun hatte. Alle {seconds} Sekunden gemessen, nur im Speicher gehalten.',
  'health.well': 'Alles in Ordnung.',
  'health.look': 'Hier sollte jemand nachsehen.',
  'health.condition': '{text} (seit {since})',
  'health.condition.proxy-unexpected':
    'Anfragen kommen über einen Proxy, dem nicht vertraut wird, so dass alle dahinter eine Netzwerkadresse haben: Was einige von ihnen falsch machen, hält die anderen auf, und das Protokoll nennt den Proxy. Ist es Ihr eigener, starten Sie mit --behind-proxy, mit --trusted-proxies und seiner Adresse, und mit --public-url.',
  'health.condition.proxy-not-trusted':
    'Anfragen kommen über einen Proxy, dem nicht vertraut wird, so dass alle dahinter eine Netzwerkadresse haben: Was einige von ihnen falsch machen, hält die anderen auf, und das Protokoll nennt den Proxy. Ist es Ihr eigener, nehmen Sie seine Adresse in --trusted-proxies auf, und lassen Sie ihn X-Forwarded-For senden.',
  'health.failed': {
    one: '{count} Anfrage schlug in den letzten fünf Minuten fehl: siehe das Log des Servers.',
    other: '{count} Anfragen schlugen in den letzten fünf Minuten fehl: siehe das Log des Servers.',
  },
  'health.slowCommits':
    'Auf die Platte zu schreiben dauerte in den letzten fünf Minuten bis zu {ms} ms. Ist sie langsam oder voll?',
  'health.waitingMany': '{count} Änderungen warteten in den letzten fünf Minuten zugleich auf die Platte.',
  'health.lagging': 'Webhooks sind {lag} im Rückstand.',
  'health.blacklisted': {
    one: '{count} Webhook ist gesperrt und erfährt nichts.',
    other: '{count} Webhooks sind gesperrt und erfahren nichts.',
  },
  'health.toWebhooks': 'Zu den Webhooks',
  'health.sweepFailed': 'Das letzte Aufräumen traf auf einen Fehler. Es wird wiederholt; siehe das Log des Servers.',
  'health.up': 'Läuft seit',
  'health.version': 'Version',
  'health.sweep': 'Zuletzt aufgeräumt',
  'health.sweepNever': 'noch nicht',
  'health.sweepNow': 'läuft gerade',
  'health.requests': 'Anfragen',
  'health.pages': 'Gesendete Nachrichten',
  'health.perSecond': '{value}/s',
  'health.answer': 'Zeit bis zur Antwort',
  'health.commit': 'Zeit zum Schreiben auf die Platte',
  'health.ms': '{value} ms',
  'health.s': '{value} s',
  'health.waiting': 'Änderungen, die auf die Platte warten',
  'health.errors': 'Abgelehnt und fehlgeschlagen',
  'health.perMinute': '{value}/min',
  'health.sockets': 'Offene WebSockets',
  'health.deliveries': 'Wartende Webhook-Zustellungen',
  'health.lag': 'Rückstand der Webhooks',
  'health.attempts': 'Versuche, Webhooks zuzustellen',
  'health.delivered': 'angenommen',
  'health.undelivered': 'nicht angenommen',
  'health.memory': 'Speicher',
  'health.mean': 'im Mittel',
  'health.slowest': 'am langsamsten',
  'health.refused': 'abgelehnt',
  'health.failedSeries': 'fehlgeschlagen',
  'health.summary': '{name}: jetzt {now}, höchstens {most} in der letzten Stunde',
  'health.noneYet': 'Die erste Messung kommt in ein paar Sekunden.',
  'health.table': 'Als Tabelle',
  'health.tableOf': '{name}, nach Minuten',
  'health.minute': 'Minute',
  'health.ago': 'vor {minutes} min',
  'health.now': 'jetzt',
  'health.paused': 'Nicht auf dem neuesten Stand: {reason}',
};
