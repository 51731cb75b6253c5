"""Spanish: what the session says by itself, and what it understands."""

from voicerepair.core.language import Language

SENTENCES = {
    # asides
    "Please go on.": "Sigue, por favor.",
    "About thirty seconds left. Take your time.": "Quedan unos treinta segundos. Tómate tu tiempo.",
    "Welcome back. What you said so far is kept. Please go on.":
        "Qué bien que has vuelto. Lo que dijiste está guardado. Sigue, por favor.",
    "One minute more.": "Un minuto más.",
    "To write a private note, press n. Nobody else will see it.":
        "Para escribir una nota privada, pulsa n. Nadie más la verá.",
    "Paused. Take the time you need, and say resume.": "En pausa. Tómate el tiempo que necesites, y di seguir.",
    "Shall we stop here? Everything is kept, and you can go on later.":
        "¿Lo dejamos aquí? Todo queda guardado, y podéis seguir más tarde.",
    "Stop for a moment. Feel your feet on the floor. Breathe in slowly. And breathe out, longer than in. "
    "Once more, in. And out. You can stay quiet, breathe again, or take a longer break. "
    "Say resume when you want to go on.":
        "Para un momento. Siente los pies en el suelo. Toma aire despacio. Y suelta el aire, más largo. "
        "Otra vez, toma aire. Y suéltalo. Puedes quedarte en silencio, respirar otra vez, o tomar un descanso. "
        "Di seguir cuando quieras continuar.",
    "Let's take a break of at least twenty minutes. When shall we come back?":
        "Hagamos un descanso de al menos veinte minutos. ¿Cuándo volvemos?",
    "You have talked about this three times, and it has hardly moved. That happens, and it is nobody's fault. "
    "A couples' therapist may see what you cannot see from inside.":
        "Habéis hablado de esto tres veces, y apenas ha cambiado. Eso pasa, y nadie tiene la culpa. "
        "Una terapeuta de pareja puede ver lo que desde dentro no se ve.",
    # asking again
    "I heard you, but I did not understand. ": "Te he oído, pero no he entendido. ",
    "You could say {phrases}.": "Puedes decir {phrases}.",
    "You can also press a key or type your answer. Press question mark to see the words that work. I will wait.":
        "También puedes pulsar una tecla o escribir. Con el signo de interrogación ves las palabras. Yo espero.",
    "That's fine. Say ready when you are.": "Está bien. Di listo cuando lo estés.",
    "Now you can say {phrases}. ": "Ahora puedes decir {phrases}. ",
    "Say done when you have finished, or not finished to go on. ":
        "Di ya está cuando termines, o no he terminado para seguir. ",
    "At any time: pause, repeat, slower, pass, back, skip, time out, trigger, or stop.":
        "En todo momento: pausa, repite, más despacio, paso, atrás, saltar, descanso, me supera, o parar.",
    "Asleep. Nothing you say is kept. Say wake up, or press a key.":
        "A dormir. Nada de lo que digáis se guarda. Di despierta, o pulsa una tecla.",
    # guided by somebody
    "Guided": "Con guía",
    "How ready you are": "Vuestra disposición",
    "{partner}, {facilitator} guides this session, and sees what is said on the screen. You can say stop at any time. "
    "Is that all right with you?":
        "{partner}, {facilitator} guía esta sesión, y ve en la pantalla lo que se dice. Puedes decir parar cuando "
        "quieras. ¿Te parece bien?",
    "Then we do not do it this way today. Thank you for saying so.":
        "Entonces hoy no lo hacemos así. Gracias por decirlo.",
    "{partner}, how ready are you to begin, from zero to ten? Zero is not at all. Ten is fully.":
        "{partner}, de cero a diez, ¿cuánta disposición sientes para empezar? Cero es nada. Diez es del todo.",
    "Our next point: {point}.": "Nuestro siguiente punto: {point}.",
    "{name} has asked for a moment.": "{name} ha pedido un momento.",
    "{name}, you have the floor.": "{name}, tienes la palabra.",
    # consent and breaks
    "I heard no, and that needs no reason. Shall we leave it for today?":
        "He oído que no, y no hace falta un motivo. ¿Lo dejamos por hoy?",
    "We only go on with a yes, and you need no reason. Shall we leave it for today?":
        "Solo seguimos con un sí, y no hace falta un motivo. ¿Lo dejamos por hoy?",
    "Not today is a good answer. Goodbye.": "Hoy no es una buena respuesta. Adiós.",
    "{partner}, that is a lot to carry right now. Would you like a break first?":
        "{partner}, ahora mismo es mucho peso. ¿Quieres primero un descanso?",
    # hearing each other
    "{name}, in your own words, what did you hear?": "{name}, con tus palabras, ¿qué has oído?",
    "Thank you. {name}, what is it like for you, then?": "Gracias. {name}, ¿cómo es entonces para ti?",
    "{name}, I hear you say: “{words}”. Is that what you are saying?":
        "{name}, te oigo decir: “{words}”. ¿Es eso lo que dices?",
    "{listener} heard: “{mirror}”. {name}, is that what you are saying?":
        "{listener} ha oído: “{mirror}”. {name}, ¿es eso lo que dices?",
    "What should I change?": "¿Qué cambio?",
    "Please say it in your own words. A short sentence is enough.":
        "Dilo con tus palabras, por favor. Basta una frase corta.",
    "Then your own words stand, just as you said them.": "Entonces quedan tus palabras, tal como las dijiste.",
    "A reminder of our rule: we speak about ourselves, without name calling.":
        "Recuerdo nuestra regla: hablamos de lo propio, sin insultos.",
    "A reminder of our rule: the listener says back what they heard, without comments.":
        "Recuerdo nuestra regla: quien escucha repite lo que ha oído, sin comentarios.",
    "You asked me to tell you: that may make it sound smaller than it was. Would you like to say it once more?":
        "Me pediste que te avisara: así puede sonar más pequeño de lo que fue. ¿Quieres decirlo otra vez?",
    # requests and agreements
    "{name}, what can you offer?": "{name}, ¿qué puedes ofrecer?",
    "{speaker}, would that do for now?": "{speaker}, ¿te basta por ahora?",
    "“{text}”. When: “{due}”": "“{text}”. Cuándo: “{due}”",
    "{name}, in your words: {words}. Do you agree?": "{name}, con tus palabras: {words}. ¿Estás de acuerdo?",
    "In your words: {words}. {name}, do you agree?": "Con vuestras palabras: {words}. {name}, ¿estás de acuerdo?",
    "{name}, do you agree?": "{name}, ¿estás de acuerdo?",
    "Then this one stays open. Would you like to try another one?": "Entonces este queda abierto. ¿Probáis con otro?",
    # asked for at any time
    "minute": "minuto", "minutes": "minutos", "second": "segundo", "seconds": "segundos", "no time": "nada",
    "We are at step {number} of {count}: {title}.": "Estamos en el paso {number} de {count}: {title}.",
    "{name} may answer.": "Puede responder: {name}.", "It is {name}'s turn.": "Es el turno de {name}.",
    "The session has taken {length}.": "La sesión lleva {length}.",
    "{name} has spoken for {length} of {limit}.": "{name} lleva {length} de {limit}.",
    "{name} has spoken for {length}, and there is no limit.": "{name} lleva {length}, y no hay límite.",
    "I heard from {name}: {words}.": "De {name} he oído: {words}.",
    "I have not heard anything yet.": "Aún no he oído nada.",
    "There are no agreements yet.": "Aún no hay acuerdos.",
    "{count} agreement.": "{count} acuerdo.", "{count} agreements.": "{count} acuerdos.",
    # the private check, and help
    "{name}, please take the keyboard. {others}, please look away.":
        "{name}, ponte al teclado, por favor. {others}, mira a otro lado, por favor.",
    "{number} of {count}. {question}": "{number} de {count}. {question}",
    "Are you afraid of {other}?": "¿Te da miedo {other}?",
    "Has {other} hurt you, or said that they would?": "¿Te ha hecho daño {other}, o ha dicho que lo haría?",
    "Would it be unsafe for you to say here what you really feel?":
        "¿Correrías peligro si dijeras aquí lo que de verdad sientes?",
    "No": "No", "Yes": "Sí", "I would rather not say": "Prefiero no decirlo",
    "Answers are not shown, not stored, and not told apart. Everyone is asked the same.":
        "Las respuestas no se muestran, no se guardan, y no se distinguen. A todos se pregunta lo mismo.",
    "What you type is not shown.": "Lo que escribes no se ve.",
    "Type y for yes, n for no, or x if you would rather not say.":
        "Escribe s para sí, n para no, o x si prefieres no decirlo.",
    "Please type y, n or x.": "Escribe s, n o x, por favor.",
    "I am {name}, and nobody else can see the screen": "Soy {name}, y nadie más ve la pantalla",
    "begin my answers again": "empezar otra vez mis respuestas",
    "Begin my answers again": "Empezar otra vez mis respuestas",
    "A private check": "Unas preguntas en privado",
    "This is a good moment to pause.": "Es un buen momento para parar.",
    "How to find help": "Cómo encontrar ayuda", "Leave it for today": "Dejarlo por hoy", "Go on": "Seguir",
    "Type end to leave it for today, or go on.": "Escribe fin para dejarlo por hoy, o seguir.",
    "Not today is a good answer.": "Hoy no es una buena respuesta.",
    "This session ends here. Nothing about why is stored, and nobody is told who answered what.":
        "Esta sesión termina aquí. No se guarda ningún motivo, y a nadie se le dice quién respondió qué.",
    "If you or somebody else is in danger now, call your local emergency number.":
        "Si tú u otra persona estáis en peligro ahora, llama al número de emergencias de tu lugar.",
    "There are confidential help lines almost everywhere, for violence at home and for people in crisis. "
    "On a device that only you use, search for “domestic violence help line” or “crisis line” and your country.":
        "Casi en todas partes hay líneas de ayuda confidenciales, para violencia en casa y para personas en crisis. "
        "En un aparato que solo uses tú, busca “teléfono violencia de género” o “línea de crisis” y tu país.",
    "You do not need to be sure, or to have decided anything, to call.":
        "Para llamar no hace falta tener certeza, ni haber decidido nada.",
    # names and phrases
    "Both of you": "Cada persona", "Everyone": "Cada persona", "everyone": "todas las personas",
    "what happened": "lo que pasó",
    "yes": "sí", "no": "no", "partly": "en parte", "in my words": "con mis palabras", "ready": "listo",
    "not yet": "todavía no", "half an hour": "media hora", "one hour": "una hora", "tomorrow": "mañana",
    "no break": "sin descanso", "something else": "otra cosa", "resume": "seguir", "again": "otra vez",
    "time out": "descanso", "go on": "seguir", "once more": "otra vez", "that is all": "eso es todo",
    "kept": "cumplido", "stay": "queda", "let it go": "dejarlo", "today": "hoy", "every day": "cada día",
    "by friday": "el viernes", "zero": "cero", "three": "tres", "five": "cinco", "seven": "siete", "ten": "diez",
}  # fmt: skip

_ANSWERS = {
    "yes": "sí|si|claro|claro que sí|vale|de acuerdo|estoy de acuerdo|eso es|exacto|exactamente|así es|correcto"
    "|por supuesto|bien|está bien|sí quiero|sí claro|sí por favor|sí estoy de acuerdo|sí eso es|sí exacto",
    "no": "no|no gracias|para nada|hoy no|no estoy de acuerdo|no es eso|no no es eso|no quiero|mejor no|en absoluto",
    "partly": "en parte|más o menos|casi|no del todo|a medias|a veces",
    "in my words": "con mis palabras|en mis palabras|mejor con mis palabras",
    "ready": "listo|lista|estoy listo|estoy lista|preparado|preparada|estamos listos|ya",
    "not yet": "todavía no|aún no|ahora no",
    "kept": "cumplido|lo he cumplido|sí cumplido|se ha cumplido|lo cumplí",
    "stay": "queda|que quede|sigue abierto|queda abierto",
    "let it go": "dejarlo|déjalo|lo dejamos",
    "something else": "otra cosa|ofrezco otra cosa|depende",
    "no break": "sin descanso|ningún descanso|sin pausa",
    "half an hour": "media hora|en media hora|dentro de media hora",
    "one hour": "una hora|en una hora|dentro de una hora",
    "tomorrow": "mañana|hasta mañana",
    "that is all": "eso es todo|nada más|ya está|he terminado|listo ya está|terminado|fin",
    "not finished": "no he terminado|no he acabado|todavía no he terminado|hay más|espera hay más",
    "pause": "pausa|un momento|espera|hagamos una pausa",
    "resume": "seguir|sigue|sigamos|continuar|continúa|adelante",
    "repeat": "repite|repetir|otra vez|cómo|qué has dicho|puedes repetir",
    "slower": "más despacio|más lento|despacio",
    "more time": "más tiempo|necesito más tiempo",
    "help": "ayuda|qué puedo decir|qué podemos decir",
    "back": "atrás|volver atrás",
    "skip": "saltar|siguiente|salta",
    "pass": "paso|prefiero no|prefiero no decirlo|sin comentarios",
    "private note": "nota privada|una nota privada",
    "go to sleep": "duérmete|duerme|deja de escuchar",
    "wake up": "despierta|despiértate|escucha otra vez",
    "trigger": "me supera|esto me supera|es demasiado|demasiado|no puedo más",
    "time out": "descanso|un descanso|necesito un descanso|tiempo muerto",
    "where are we": "dónde estamos|por dónde vamos",
    "time": "tiempo|cuánto tiempo|cuánto queda",
    "what did i say": "qué he dicho|qué dije",
    "agreements": "acuerdos|los acuerdos|nuestros acuerdos",
    "stop": "parar|paremos|para|terminar la sesión|alto",
}
_NUMBERS = {
    "cero": "zero", "uno": "one", "una": "one", "dos": "two", "tres": "three", "cuatro": "four", "cinco": "five",
    "seis": "six", "siete": "seven", "ocho": "eight", "nueve": "nine", "diez": "ten", "quince": "fifteen",
    "veinte": "twenty", "treinta": "thirty", "cuarenta": "forty", "cuarenta y cinco": "forty five", "horas": "hours",
    "hora": "hour", "minutos": "minutes", "día": "day", "días": "days", "mañana": "tomorrow",
}  # fmt: skip

SPANISH = Language(
    sentences=SENTENCES,
    answers={
        words: answer for answer, group in _ANSWERS.items() for words in group.split("|")
    },
    numbers=dict(sorted(_NUMBERS.items(), key=lambda pair: -len(pair[0]))),
    unfinished=frozenset(
        "y o pero porque que cuando si como para por con de a en el la los las un una mi tu me te".split()
    ),
    lead=frozenset("eh em pues bueno mm ah oh".split()),
    conjunctions=("y", "o"),
    blames=r"\b(?:tú )?(?:siempre|nunca) (?:me|haces|estás|eres|has|dices|escuchas|llegas)\b"
    r"|\beres (?:un|una|tan|muy) \w+|\b(?:es|fue) (?:tu|por tu) culpa\b|\bpor tu culpa\b|\bme (?:haces|hiciste) \w+",
    apology_but=r"\b(?:lo siento|perdón|perdona|disculpa)\b.*\bpero\b",
    danger={
        "violence": r"\bme (?:pega|pegas|pegó|pegaste|golpea|golpeó|golpeaste|empuja|empujó|ahorca|ahorcó|viola|violó"
        r"|violaste|amenaza|amenazó|amenazaste)\b|\bme (?:va|vas) a matar\b"
        r"|\b(?:te|la|lo|le|os) voy a (?:matar|pegar)\b"
        r"|\bme (?:dio|diste|da|das) (?:una|un) (?:bofetada|paliza|puñetazo|patada|golpe)\b"
        r"|\btengo miedo de (?:él|ella|ti|mi \w+)\b",
        "self_harm": r"\bme quiero (?:morir|matar)\b|\bquiero (?:morir|morirme|matarme|suicidarme)\b"
        r"|\bsuicid\w+|\bquitarme la vida\b|\bno quiero (?:vivir|seguir viviendo)\b"
        r"|\bhacerme daño\b|\bme (?:corto|corté)\b",
    },
)  # fmt: skip
