import type { Refusal } from '#core/kernel/result.ts';
import { claimState } from './claim-state-words.ts';
import { expectationDe } from './expectation.de.ts';
import { reasonText } from './refusal-reasons.ts';
import { given, plain, type RefusalSentences } from './sentence.ts';

const sentences: RefusalSentences = {
  'access.key_unknown': () =>
    'In diesem Arbeitsbereich gibt es keinen Zugangsschlüssel mit dieser Kennung. Sehen Sie in der Liste der Schlüssel nach.',
  'access.no_permission': (p) =>
    `Das dürfen Sie hier nicht${given(p, 'permission', ' (nötige Berechtigung: ', ')')}. Fragen Sie den Inhaber des Arbeitsbereichs.`,
  'access.not_signed_in': () =>
    'Sie sind nicht angemeldet, oder der Zugangsschlüssel gilt nicht. Melden Sie sich mit einem neuen Link an oder senden Sie einen gültigen Schlüssel.',
  'access.origin_foreign': () =>
    'Die Anfrage kam von einer fremden Website und wurde abgelehnt. Öffnen Sie Belegbar unter seiner eigenen Adresse und versuchen Sie es noch einmal.',
  'access.party_of_payer': (p) =>
    `Für${given(p, 'party', ' die Partei „', '“') || ' diese Partei'} kann kein Partner eingetragen werden: Sie zahlt${given(p, 'agreement', ' im Vertrag „', '“')}, und für sie entscheidet der Arbeitsbereich selbst. Geben Sie der Person eine andere Rolle, zum Beispiel Inhaber.`,
  'access.party_reserved': (p) =>
    `Für${given(p, 'party', ' die Partei „', '“') || ' diese Partei'} darf nur unterschreiben und sprechen, wer für sie eingetragen ist.`,
  'access.second_factor_demanded': () =>
    'Dieser Arbeitsbereich verlangt für Ihre Rolle die Anmeldung in zwei Schritten. Schalten Sie sie in Ihrem Konto ein, dann geht es hier weiter.',
  'access.second_factor_in_force': () =>
    'Die Anmeldung in zwei Schritten ist schon eingeschaltet. Um eine andere App zu nehmen, schalten Sie sie erst aus.',
  'access.second_factor_needed': () =>
    'Zur Anmeldung fehlt noch der Code aus Ihrer Authentifizierungs-App oder ein Wiederherstellungscode.',
  'access.second_factor_unusable': () =>
    'Dieser Code gilt nicht oder nicht mehr. Geben Sie den Code ein, den die App jetzt zeigt, oder melden Sie sich von vorn an.',
  'access.sign_in_link_unusable': () =>
    'Dieser Anmeldelink wurde schon benutzt oder ist abgelaufen. Lassen Sie sich einen neuen geben; jeder gilt einmal.',
  'access.sign_in_unusable': () =>
    'Adresse und Passwort passen nicht zusammen. Prüfen Sie beides, oder melden Sie sich mit einem Anmeldelink an.',
  'access.too_many_attempts': (p) =>
    `Das waren zu viele Versuche. Warten Sie${given(p, 'minutes', ' ', ' Minuten') || ' eine Weile'}, und versuchen Sie es dann noch einmal.`,
  'agreement.already_ended': (p) =>
    `Der Vertrag endet schon vorzeitig${given(p, 'lastOn', ', am ')}. Eine erklärte Beendigung bleibt bestehen.`,
  'agreement.already_paused': (p) => `Der Vertrag pausiert bereits${given(p, 'since', ' seit ')}. Setzen Sie ihn zuerst fort.`,
  'agreement.amendment_invalid': (p) =>
    `Diese Fassung kann den unterschriebenen Vertrag nicht ändern${given(p, 'problems', ': ')}. Berichtigen Sie das Dokument und schlagen Sie es erneut vor.`,
  'agreement.document_invalid': (p) =>
    `Der Vertrag lässt sich nicht lesen${given(p, 'problems', ': ')}. Berichtigen Sie das Dokument und schlagen Sie es noch einmal vor.`,
  'agreement.end_outside_term': (p) =>
    `Der letzte Tag${given(p, 'lastOn', ' (', ')')} muss in der Laufzeit liegen${given(p, 'from', ', ab ')}${given(p, 'to', ' und vor dem ')}. Wählen Sie einen Tag darin.`,
  'agreement.hash_mismatch': (p) =>
    `Das ist nicht der Inhalt, der vorgeschlagen wurde${given(p, 'expected', ' (Prüfnummer der neuesten Fassung: ', ')')}. Lesen Sie die neueste Fassung und unterschreiben Sie diese.`,
  'agreement.incomplete': (p) => `Der Vertrag ist nicht vollständig. Es fehlt: ${plain(p, 'missing') || 'siehe Liste'}.`,
  'agreement.not_in_force': (p) =>
    `Der Vertrag${given(p, 'agreement', ' „', '“')} ist nicht in Kraft. Alle Parteien müssen dieselbe Fassung unterschreiben${given(p, 'missing', '; es fehlt noch: ')}.`,
  'agreement.not_paused': () => 'Der Vertrag pausiert nicht; es gibt nichts fortzusetzen.',
  'agreement.not_proposed': (p) =>
    `Der Vertrag${given(p, 'agreement', ' „', '“')} ist noch nicht vorgeschlagen. Schlagen Sie ihn zuerst vor und unterschreiben Sie dann.`,
  'agreement.notice_too_short': (p) =>
    `Das ist kürzer als die Frist der Ausstiegsregel${given(p, 'days', ' (', ' Tage)')}. Wählen Sie einen späteren letzten Tag${given(p, 'earliest', ', frühestens den ')}.`,
  'agreement.party_unknown': (p) =>
    `Eine Partei „${plain(p, 'party')}“ hat der Vertrag nicht${given(p, 'parties', '; seine Parteien sind ')}. Unterschreiben Sie für eine von ihnen.`,
  'agreement.pause_not_agreed': () =>
    'Diese Seite darf den Vertrag nicht pausieren: Keine Pflicht des Auftraggebers sieht das vor. Bitten Sie die andere Seite darum oder widersprechen Sie den betroffenen Ansprüchen.',
  'agreement.unknown': (p) =>
    `Einen Vertrag${given(p, 'agreement', ' „', '“')} gibt es in diesem Arbeitsbereich nicht. Prüfen Sie die Kennung in der Liste der Verträge.`,
  'agreement.version_taken': (p) =>
    `Die Fassung${given(p, 'version', ' ')} des Vertrags${given(p, 'agreement', ' „', '“')} wurde schon mit anderem Inhalt vorgeschlagen. Erhöhen Sie die Nummer der Fassung und schlagen Sie noch einmal vor.`,
  'backup.changed': () =>
    'Diese Sicherung wurde verändert, nachdem sie geschrieben war: Ihre Prüfnummer passt nicht zum Inhalt. Nehmen Sie eine andere Kopie.',
  'backup.newer': (p) =>
    `Diese Sicherung stammt aus einer neueren Version von Belegbar${given(p, 'found', ' (', ')')}. Aktualisieren Sie diese Installation und spielen Sie sie dann ein.`,
  'backup.truncated': () => 'Diese Sicherung endet vor ihrer letzten Zeile, ein Teil fehlt. Nehmen Sie eine andere Kopie.',
  'backup.unreadable': (p) =>
    `Diese Datei ist keine Sicherung eines Arbeitsbereichs${given(p, 'problem', ': ')}. Eine Sicherung ist, was \`belegbar export\` geschrieben hat.`,
  'claim.comment_missing': (p) =>
    `Der Grund${given(p, 'reason', ' „', '“') || ' „other“'} braucht einen Kommentar. Schreiben Sie in einem Satz, warum Sie den Anspruch ablehnen.`,
  'claim.evidence_missing': () =>
    'Einen Anspruch abzulehnen braucht einen Beleg. Nennen Sie das Dokument, den Link oder die Nachricht, woraus der Grund hervorgeht.',
  'claim.no_condition': (p) =>
    `Der Bestandteil${given(p, 'component', ' „', '“')} hat keinen Einbehalt, der auf diese Bedingung wartet. Sehen Sie im Vertrag nach.`,
  'claim.not_disputable': (p) =>
    `Hier kann diese Seite nichts bestreiten${claimState(p, 'de', ' (Stand: ', ')')}. Der Partner widerspricht einer Ablehnung, der Auftraggeber einem Anspruch, den er nicht mehr ablehnen kann; was über einen Einwand entschieden ist, bleibt entschieden.`,
  'claim.not_disputed': (p) =>
    `Gegen den Anspruch besteht kein Einwand${claimState(p, 'de', ' (Stand: ', ')')}. Es gibt nichts zu entscheiden.`,
  'claim.not_open': (p) =>
    `Über den Anspruch${given(p, 'subject', ' auf ')} ist so nicht mehr zu entscheiden${claimState(p, 'de', ' (Stand: ', ')')}. Über einen bestrittenen Anspruch entscheiden Sie, indem Sie über den Einwand entscheiden; jeder andere steht erst wieder an, wenn sich seine Ereignisse ändern.`,
  'claim.period_locked': (p) =>
    `Der Monat${given(p, 'period', ' ')} dieses Anspruchs steht fest${given(p, 'lockedAt', ' seit ')}. Was damals abgerechnet wurde, bleibt.`,
  'claim.reason_unknown': (p) =>
    `Der Vertrag kennt keinen Grund${given(p, 'reason', ' „', '“')}. Wählen Sie einen der vereinbarten${given(p, 'reasons', ': ')}.`,
  'claim.review_window_over': (p) =>
    `Die Prüffrist dieses Anspruchs${given(p, 'days', ' (', ' Tage)')} ist vorbei. Was nicht stimmt, klären die im Vertrag genannten Personen beider Seiten.`,
  'claim.unknown': (p) =>
    `Diesen Anspruch gibt es nicht${given(p, 'subject', ': ')}${given(p, 'component', ', ')}. Sehen Sie in der Liste der Ansprüche dieses Vertrags nach.`,
  'data_folder.in_use': (p) =>
    `Auf dem Datenordner${given(p, 'folder', ' ')} läuft schon ein Server${given(p, 'pid', ' (Prozess ', ')')}. Beenden Sie ihn, oder wählen Sie mit --data-dir einen anderen Ordner.`,
  'database.disk_full': (p) =>
    `Der Speicherplatz ist voll, es wurde nichts davon aufgezeichnet${given(p, 'reference', ' (Kennung ', ')')}. Schaffen Sie Platz und senden Sie es noch einmal.`,
  'database.unavailable': (p) =>
    `Die Datenbank antwortet nicht${given(p, 'reason', ': ')}. Prüfen Sie, ob sie läuft und ob ihre Adresse stimmt, und versuchen Sie es noch einmal.`,
  'definition.example_failed': (p) =>
    `Das Beispiel${given(p, 'example', ' „', '“')}${given(p, 'place', ' (', ')')} ergibt ${answerDe(plain(p, 'found')) || 'etwas anderes'} statt ${answerDe(plain(p, 'expected')) || 'des angegebenen Ergebnisses'}. Berichtigen Sie die Regel oder das Beispiel.`,
  'definition.rule_invalid': (p) =>
    `Die Regel${given(p, 'key', ' von „', '“')} ist so nicht verwendbar${given(p, 'place', ', Zeile und Spalte ')}${given(p, 'problem', ': ')}. Berichtigen Sie die Regel.`,
  'definition.too_complex': (p) =>
    `Die Regel${given(p, 'key', ' von „', '“')} ist zu umfangreich${given(p, 'place', ', Zeile und Spalte ')}${given(p, 'problem', ': ')}. Teilen Sie sie auf oder verschachteln Sie weniger.`,
  'definition.too_slow': (p) =>
    `Die Regel${given(p, 'key', ' von „', '“')} braucht zu lange: Nach${given(p, 'seconds', ' ', ' Sekunden') || ' der erlaubten Zeit'} waren${given(p, 'done', ' ') || ' erst wenige'} Gegenstände gerechnet. Vereinfachen Sie die Regel.`,
  'definition.unknown': (p) =>
    `Eine Definition${given(p, 'definition', ' „', '“')}${given(p, 'key', ' „', '“')} gibt es in diesem Arbeitsbereich nicht. Übernehmen Sie sie zuerst.`,
  'definition.version_taken': (p) =>
    `Die Fassung${given(p, 'version', ' ')} der Definition${given(p, 'key', ' „', '“')} gibt es schon mit anderem Inhalt. Eine geltende Fassung wird nie geändert; erhöhen Sie ihre Nummer.`,
  'determination.claim_settled': (p) =>
    `Über den Anspruch auf${given(p, 'subject', ' ') || ' diesen Gegenstand'}${given(p, 'agreement', ' im Vertrag „', '“')} ist entschieden, oder seine Prüffrist ist vorbei. Von Hand nehmen Sie ihn nicht zurück; was nicht stimmt, klären die im Vertrag genannten Personen beider Seiten.`,
  'determination.override_not_allowed': (p) =>
    `Die Definition${given(p, 'definition', ' „', '“')} lässt keine Entscheidung von Hand zu. Eine neue Fassung kann sie erlauben, mit einem Kontingent je Person.`,
  'determination.quota_used': (p) =>
    `Ihr Kontingent an Entscheidungen${given(p, 'definition', ' für „', '“')} ist in diesem Monat ausgeschöpft${given(p, 'used', ': ', ' getroffen')}${given(p, 'quota', ' von ', ' erlaubten')}${given(p, 'subjects', ' bei ', ' Fällen')}. Nehmen Sie eine zurück, oder ändern Sie die Definition.`,
  'determination.unchanged': (p) =>
    `Das Ergebnis lautet schon so${given(p, 'subject', ': ')}. Von Hand entscheiden Sie nur, was die Regel anders sieht.`,
  'determination.unknown': (p) =>
    `Zu${given(p, 'subject', ' ') || ' diesem Gegenstand'} sagt die Definition${given(p, 'definition', ' „', '“')} nichts. Prüfen Sie die Kennung.`,
  'document.invalid': (p) =>
    `Das Dokument${documentDe(p)} lässt sich nicht lesen${given(p, 'problems', ': ')}. Berichtigen Sie es und senden Sie es noch einmal.`,
  'endpoint.unknown': (p) =>
    `Unter ${plain(p, 'path') || 'dieser Adresse'} gibt es nichts. Die Beschreibung der Schnittstelle steht unter /api/docs.`,
  'fact.backfill_after_seal': () =>
    'Ein eigener Aufzeichnungszeitpunkt ist nur vor dem ersten Prüfsiegel und der ersten Abrechnung möglich. Importieren Sie ohne --recorded-at.',
  'fact.conflict': (p) =>
    `Ein Ereignis mit derselben Kennung${given(p, 'externalId', ' „', '“')}${given(p, 'source', ' aus ')} ist mit anderem Inhalt aufgezeichnet${given(p, 'recorded', '; aufgezeichnet: ')}${given(p, 'given', '; angegeben: ')}. Senden Sie es als Berichtigung: mit der nächsten Revision und dem Ereignis, das es berichtigt.`,
  'fact.kind_reserved': (p) =>
    `Ereignisse${given(p, 'kind', ' der Art „', '“')} entstehen nur durch die Entscheidung selbst. Übernehmen, vorschlagen, unterschreiben oder rechnen Sie ab, statt das Ereignis zu senden.`,
  'fact.kind_unknown': (p) =>
    `Die Art von Ereignis${given(p, 'kind', ' „', '“')} ist nicht bekannt. Verwenden Sie eine der Arten aus der Dokumentation.`,
  'fact.not_head_of_chain': (p) =>
    `Dieses Ereignis wurde schon berichtigt${given(p, 'head', ', und zwar durch ')}. Berichtigen Sie stattdessen diese neueste Fassung.`,
  'fact.payload_invalid': (p) =>
    `Das Ereignis${given(p, 'kind', ' ')} passt${given(p, 'field', ' im Feld „', '“')} nicht${expected(p)}. Berichtigen Sie den Wert und senden Sie es noch einmal.`,
  'fact.revision_unexpected': () =>
    'Inzwischen wurde hierzu etwas Neues aufgezeichnet. Sehen Sie sich den neuesten Stand an und entscheiden Sie dann.',
  'fact.subject_invalid': (p) =>
    `${plain(p, 'kind') || 'Dieses Ereignis'} kann nicht von ${plain(p, 'subject') || 'diesem Gegenstand'} handeln. Nötig ist ein Gegenstand anderer Art${given(p, 'expects', ': ')}.`,
  'fact.supersedes_unknown': (p) =>
    `Das zu berichtigende Ereignis${given(p, 'fact', ' (', ')')} gibt es in diesem Arbeitsbereich nicht. Prüfen Sie die Kennung.`,
  'fact.unknown': (p) =>
    `Ein Ereignis${given(p, 'id', ' mit der Kennung ')} gibt es in diesem Arbeitsbereich nicht. Prüfen Sie die Kennung.`,
  'import.file_missing': (p) =>
    `Die Zuordnung verlangt die Datei${given(p, 'file', ' „', '“')}, die nicht angegeben wurde. Fügen Sie sie dem Import hinzu.`,
  'import.file_unreadable': (p) =>
    `Die Datei${given(p, 'file', ' „', '“')} lässt sich nicht lesen${given(p, 'line', ', ab Zeile ')}: ${reasonText(plain(p, 'reason') || 'not_text', 'de')}. Speichern Sie sie neu, als CSV-Datei oder Arbeitsmappe (.xlsx).`,
  'import.mapping_invalid': (p) =>
    `Die Zuordnung stimmt nicht${given(p, 'problems', ': ')}. Berichtigen Sie sie und versuchen Sie es noch einmal.`,
  'import.mapping_not_kept': () =>
    'Die Zuordnung dieses Imports wurde nicht aufbewahrt: Er ist älter als diese Funktion. Nehmen Sie die Datei, mit der er gemacht wurde.',
  'import.number_taken': (p) =>
    `${place(p)}Die Nummer${given(p, 'externalId', ' „', '“')} steht schon in einer anderen Zeile oder ist schon mit anderem Inhalt eingelesen. Geben Sie jeder Zeile ihre eigene Nummer.`,
  'import.row_unreadable': (p) =>
    `${place(p)}Die Zeile lässt sich nicht lesen: ${reasonText(plain(p, 'reason') || 'columns', 'de')}${given(p, 'found', ' (gefunden: ', ')')}. Berichtigen Sie sie in der Datei.`,
  'import.unknown': (p) =>
    `Einen Import${given(p, 'importId', ' ')} gibt es in diesem Arbeitsbereich nicht. Sehen Sie in der Liste der Importe nach.`,
  'import.value_unreadable': (p) =>
    p['expects'] === 'not blank'
      ? `${place(p)}${given(p, 'column', 'In der Spalte „', '“') || 'Hier'} steht nichts. Ohne diesen Wert lässt sich die Zeile nicht einlesen; ergänzen Sie ihn.`
      : `${place(p)}Der Wert${given(p, 'value', ' „', '“')}${given(p, 'column', ' in der Spalte „', '“')} passt nicht${expected(p)}. Berichtigen Sie den Wert oder die Zuordnung.`,
  'input.invalid': (p) =>
    `Die Anfrage stimmt nicht${given(p, 'at', ', Stelle „', '“')}${expected(p)}. Berichtigen Sie sie und senden Sie sie noch einmal.`,
  'input.too_intricate': (p) =>
    `Der Text ist zu verschachtelt oder enthält zu viele Zeichen mit Bedeutung wie Klammern und Anführungszeichen${given(p, 'limit', '; erlaubt sind ')}. Kürzen oder teilen Sie ihn.`,
  'input.too_slow': (p) =>
    `Die Sendung blieb${given(p, 'seconds', ' ', ' Sekunden')} aus und wurde abgebrochen. Senden Sie sie noch einmal.`,
  'input.too_large': (p) =>
    `Das${given(p, 'file', ' (', ')')} ist zu groß${given(p, 'limitBytes', ' (höchstens ', ' Byte)')}${given(p, 'max', ' (höchstens ', ')')}${given(p, 'limit', ' (höchstens ', ' Zeichen)')}. Teilen Sie es in kleinere Stücke.`,
  'invitation.sign_in_first': (p) =>
    `Die Adresse${given(p, 'email', ' ', '')} ist schon bekannt. Melden Sie sich mit ihr an und öffnen Sie die Einladung dann noch einmal.`,
  'invitation.unknown': () => 'Diese offene Einladung gibt es in diesem Arbeitsbereich nicht. Sehen Sie in der Liste der Einladungen nach.',
  'invitation.unusable': () =>
    'Diese Einladung wurde schon benutzt, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue; jede gilt einmal.',
  'lead.claims_open': () =>
    'Mit diesem Lead stehen und fallen Ansprüche. Ablehnen und das Zurücknehmen ist deshalb Sache derer, die über Ansprüche entscheiden (Inhaber und Vertrieb). Bitten Sie jemanden von ihnen.',
  'lead.owner_unknown': (p) =>
    `${plain(p, 'to') || 'Dieser Name'} ist weder Mitglied des Arbeitsbereichs noch aus dem CRM bekannt. Schreiben Sie den Namen wie dort, oder laden Sie die Person ein.`,
  'lead.step_taken_back': () => 'Das ist schon zurückgenommen. Laden Sie die Seite neu; sie zeigt den neuesten Stand.',
  'lead.step_too_old': () =>
    'Zurücknehmen lässt sich ein Schritt nur gleich danach, zwei Minuten lang. Halten Sie jetzt fest, was stattdessen gilt.',
  'lead.step_unknown': () =>
    'Zurücknehmen können Sie hier nur, was Sie selbst zu diesem Lead festgehalten haben. Anderes berichtigt, wer es aufgezeichnet hat.',
  'lead.unknown': () => 'Diesen Lead gibt es in diesem Arbeitsbereich nicht. Öffnen Sie ihn aus der Liste der Leads.',
  'member.exists': (p) =>
    `${plain(p, 'email') || 'Diese Person'} gehört schon zum Arbeitsbereich. Ändern Sie die Rolle in der Liste der Mitglieder.`,
  'member.last_owner': () => 'Das ist der letzte Inhaber des Arbeitsbereichs. Machen Sie erst jemand anderen zum Inhaber.',
  'member.unknown': (p) =>
    `Zu diesem Arbeitsbereich gehört niemand${given(p, 'member', ' mit der Kennung oder Adresse „', '“')}. Sehen Sie in der Liste der Mitglieder nach.`,
  'milestone.unknown': (p) =>
    `Der Vertrag hat keinen Meilenstein${given(p, 'component', ' „', '“')}${given(p, 'milestones', '; es gibt ')}. Nennen Sie einen davon.`,
  'money.too_many_digits': (p) =>
    `Der Betrag${given(p, 'value', ' „', '“')} hat mehr Nachkommastellen, als ${plain(p, 'currency') || 'die Währung'} hat${given(p, 'digits', ' (', ')')}. Runden Sie ihn vorher.`,
  'money.unreadable': (p) =>
    `„${plain(p, 'value')}“ ist kein Betrag${given(p, 'column', ' (Spalte „', '“)')}. Schreiben Sie ihn wie ${plain(p, 'expects') || '1234.56'}, oder nennen Sie das Format in der Zuordnung.`,
  'override.unknown': () => 'Diese Entscheidung von Hand gibt es nicht. Sehen Sie in der Liste der Entscheidungen nach.',
  'person.already_merged': (p) =>
    `Die beiden Kontakte gelten schon als eine Person${given(p, 'person', ': ')}. Trennen Sie sie zuerst, wenn etwas nicht stimmt.`,
  'person.erased': (p) =>
    `Die Angaben zu${given(p, 'subject', ' ') || ' dieser Person'} wurden gelöscht und werden nicht wieder aufgezeichnet. Löschen Sie die Person im Quellsystem; nach einer neuen Anfrage zeichnen Sie sie unter einer neuen Kennung auf.`,
  'person.last_owner': () =>
    'Das ist der letzte Inhaber des Arbeitsbereichs. Machen Sie zuerst jemand anderen zum Inhaber und löschen Sie dann die Person.',
  'person.not_merged': (p) =>
    `Dieser Kontakt ist mit keinem anderen zusammengeführt${given(p, 'person', ': ')}. Zu trennen gibt es nichts.`,
  'person.unknown': (p) =>
    `Es gibt keine Person${given(p, 'person', ' „', '“')} in diesem Arbeitsbereich. Suchen Sie nach Name, E-Mail-Adresse oder Telefonnummer.`,
  'question.not_answered_here': (p) =>
    `Das${given(p, 'question', ' (', ')')} lässt sich hier nicht beantworten. Die Angabe kommt aus dem System, das sie führt; berichtigen Sie sie dort oder im Import.`,
  'request.due_in_past': (p) =>
    `Die Antwort kann nicht${given(p, 'dueAt', ' am ')} fällig sein: Das ist vorbei. Wählen Sie einen späteren Zeitpunkt.`,
  'request.not_open': (p) => `Diese Anforderung ist nicht mehr offen${given(p, 'state', ': Stand ')}.`,
  'request.too_many_open': (p) =>
    `Unter diesem Vertrag warten schon${given(p, 'open', ' ') || ' zu viele'} Anforderungen auf die andere Seite. Ziehen Sie zurück, was erledigt ist, oder warten Sie auf Antworten.`,
  'request.unknown': (p) =>
    `Unter diesem Vertrag gibt es keine Anforderung${given(p, 'request', ' ')}. Sehen Sie in der Liste der Anforderungen nach.`,
  'server.failed': (p) =>
    `Im Server ist etwas schiefgegangen${given(p, 'reference', ' (Vorgang ', ')')}. Nichts wurde halb geändert; versuchen Sie es noch einmal und melden Sie den Vorgang, wenn es wieder geschieht.`,
  'server.unreachable': () => 'Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  'settlement.cut_before_last': (p) =>
    `Es wurde schon zu einem späteren Zeitpunkt abgerechnet${given(p, 'last', ': ')}. Rechnen Sie zu diesem oder einem späteren Zeitpunkt ab.`,
  'settlement.cut_in_future': (p) =>
    `Der Zeitpunkt${given(p, 'cut', ' ')} liegt in der Zukunft. Rechnen Sie zum jetzigen oder einem früheren Zeitpunkt ab.`,
  'settlement.period_before_last': (p) =>
    `Es wurde schon ein späterer Monat abgerechnet${given(p, 'last', ': ')}. Rechnen Sie bis zu diesem oder einem späteren Monat ab.`,
  'settlement.period_not_begun': (p) =>
    `Der Monat${given(p, 'period', ' ')} hatte${given(p, 'cut', ' am ')} noch nicht begonnen. Rechnen Sie bis zu einem Monat ab, der dann schon läuft.`,
  'settlement.period_outside_term': (p) =>
    `Der Monat${given(p, 'period', ' ')} liegt außerhalb des Vertrags${given(p, 'first', ' (seine Monate: ')}${given(p, 'last', ' bis ', ')')}. Wählen Sie einen seiner Monate.`,
  'statement.unknown': (p) =>
    `Eine Abrechnung${given(p, 'statement', ' ')} gibt es in diesem Arbeitsbereich nicht. Sehen Sie in der Liste der Abrechnungen nach.`,
  'time.not_an_instant': (p) =>
    `„${plain(p, 'value')}“ ist keine verständliche Zeitangabe. Schreiben Sie sie mit Zeitzone, zum Beispiel 2026-01-31T09:00:00+01:00.`,
  'workspace.currency_fixed': (p) =>
    `Hier sind schon Ereignisse verzeichnet. Die Währung bleibt${given(p, 'currency', ' ')}. Für eine andere legen Sie einen Arbeitsbereich an.`,
  'workspace.exists': (p) => `Einen Arbeitsbereich${given(p, 'slug', ' „', '“')} gibt es schon. Wählen Sie einen anderen Kurznamen.`,
  'workspace.mixed_with_demo': () =>
    'Demo- und Testdaten können nicht in einen echten Arbeitsbereich, und umgekehrt. Verwenden Sie einen eigenen Arbeitsbereich dafür.',
  'workspace.not_a_demo': () => 'Das geht nur in einem Arbeitsbereich mit Beispieldaten. In diesem hier bleibt alles, wie es ist.',
  'workspace.unknown': (p) =>
    `Einen Arbeitsbereich${given(p, 'workspace', ' „', '“')} gibt es nicht, oder Sie gehören nicht dazu. Prüfen Sie den Kurznamen.`,
};

function expected(p: Refusal['params']): string {
  const expects = plain(p, 'expects');
  return expects === '' ? '' : `: erwartet wird ${expectationDe(expects)}`;
}

function documentDe(p: Refusal['params']): string {
  const words: Readonly<Record<string, string>> = { definition: 'Definition', agreement: 'Vertrag' };
  const document = plain(p, 'document');
  return document === '' ? '' : ` (${words[document] ?? document})`;
}

function answerDe(answer: string): string {
  const words: Readonly<Record<string, string>> = { yes: '„zählt“', no: '„zählt nicht“', open: '„offen“' };
  return words[answer] ?? answer;
}

function place(p: Refusal['params']): string {
  const where = `${given(p, 'file')}${given(p, 'line', plain(p, 'file') === '' ? 'Zeile ' : ', Zeile ')}`;
  return where === '' ? '' : `${where}: `;
}

/** The German sentence of a refusal. */
export function refusalSentenceDe(refusal: Refusal): string {
  const text = sentences[refusal.code](refusal.params);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
