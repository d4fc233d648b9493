// A form that needs nobody to press its button; without this script, somebody does.
document.getElementById("sent").submit();
