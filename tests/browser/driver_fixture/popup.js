// Gives the pop-up of the driver's own test extension a closed shadow root to look into.
document.querySelector('#here').attachShadow({ mode: 'closed' }).innerHTML = '<i>inside the pop-up</i>';
